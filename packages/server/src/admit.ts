import { VERSION_HEADER } from '@verstamp/core';
import type { Gate } from './gate.ts';
import { isList, LIST_HEADERS, mergeList } from './list.ts';
import type { Answer, HeaderRecord, Outcome } from './outcome.ts';

/** What the adapter reads of a request: `http.IncomingMessage` and its kin. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The whole target where a router has cut `url` to what is below it (Express, Connect). */
  readonly originalUrl?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What the adapter does with a response: `http.ServerResponse` and its kin. */
export interface NodeResponse {
  statusCode: number;
  statusMessage: string;
  getHeader(name: string): number | string | readonly string[] | undefined;
  setHeader(name: string, value: string): unknown;
  writeHead: (status: number, ...rest: never[]) => unknown;
  end(body: string): unknown;
  destroy(): unknown;
  /** What HTTP/2 has and HTTP/1.1 lacks. */
  readonly stream?: unknown;
}

/** Says what becomes of a request of `node:http` and its kin. */
export function checkRequest(gate: Gate, request: NodeRequest): Outcome {
  const { headers, method = 'GET', url = '/', originalUrl = url } = request;
  return gate.check({
    method,
    url: originalUrl,
    version: single(headers[HEADER]),
    origin: single(headers['origin']),
    ifNoneMatch: single(headers['if-none-match']),
  });
}

/** Answers whether a request may go on to the application; otherwise it has been answered, or dropped. */
export function admit(gate: Gate, request: NodeRequest, response: NodeResponse): boolean {
  const outcome = checkRequest(gate, request);
  if (outcome.kind === 'pass') {
    addHeaders(response, outcome.headers);
    return true;
  }
  if (outcome.kind === 'discard') response.destroy();
  else send(response, outcome);
  return false;
}

const HEADER = VERSION_HEADER.toLowerCase();

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
}

function send(response: NodeResponse, { status, statusText, headers, body }: Answer): void {
  response.statusCode = status;
  setReason(response, statusText);
  setHeaders(response, headers);
  response.end(body);
}

/** Sets a reason phrase where the protocol has one. */
export function setReason(
  response: Pick<NodeResponse, 'statusMessage' | 'stream'>,
  reason: string | undefined,
): void {
  // HTTP/2 has no reason phrase, and Node warns of one.
  if (reason !== undefined && response.stream === undefined) response.statusMessage = reason;
}

/** Sets headers; lists are added to what was set before, by the application's CORS code for one. */
function setHeaders(response: NodeResponse, headers: HeaderRecord): void {
  for (const name in headers) {
    const value = headers[name] ?? '';
    const existing = isList(name) ? textOf(response.getHeader(name)) : '';
    response.setHeader(name, existing ? mergeList(existing, value) : value);
  }
}

/** Sets headers now, and once more when the head is written, since the application may set `Vary` without looking. */
export function addHeaders(response: NodeResponse, headers: HeaderRecord): void {
  setHeaders(response, headers);
  const lists = LIST_HEADERS.filter((name) => headers[name] !== undefined);
  if (!lists.length) return;
  const { writeHead } = response;
  response.writeHead = (status, ...rest) => {
    for (const name of lists) keepList(response, rest, name, headers[name] ?? '');
    return writeHead.call(response, status, ...rest);
  };
}

/** Adds a list header's entries to whatever the application is about to send under that name. */
function keepList(response: NodeResponse, rest: unknown[], name: string, added: string): void {
  const given = rest.at(-1);
  const merged = typeof given === 'object' && given !== null ? mergeGiven(given, name, added) : undefined;
  if (merged) {
    rest[rest.length - 1] = merged;
    return;
  }
  const existing = response.getHeader(name);
  if (existing !== added) response.setHeader(name, mergeList(textOf(existing), added));
}

/** Merges into the headers given to `writeHead`, an object or a flat list; `undefined` where they lack the name. */
function mergeGiven(given: object, name: string, added: string): object | undefined {
  const isName = (key: unknown) => typeof key === 'string' && key.toLowerCase() === name.toLowerCase();
  if (Array.isArray(given)) {
    const at = given.findIndex((key, index) => index % 2 === 0 && isName(key));
    return at < 0 ? undefined : given.with(at + 1, mergeList(textOf(given[at + 1]), added));
  }
  const key = Object.keys(given).find(isName);
  if (key === undefined) return undefined;
  return { ...given, [key]: mergeList(textOf((given as Record<string, unknown>)[key]), added) };
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : typeof value === 'string' ? value : '';
}
