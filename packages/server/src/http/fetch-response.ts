import { VERSION_HEADER } from '@verstamp/core';
import { isList, mergeList } from './list-headers.ts';
import type { Answer, Discard, HeaderRecord } from '../gate/outcome.ts';
import type { GateRequest } from '../gate/sent-version.ts';

/** What the adapters read of a fetch request: `Request` and its kin. */
export type FetchRequest = Pick<Request, 'method' | 'url'> & {
  readonly headers: Pick<Headers, 'get'>;
};

/** Reads what a gate looks at in a fetch request; what it seldom needs is read when it does. */
export function readRequest(request: FetchRequest): GateRequest {
  return new Fetched(request);
}

class Fetched implements GateRequest {
  readonly method: string;
  readonly url: string;
  readonly version: string | undefined;
  readonly #headers: FetchRequest['headers'];

  constructor({ method, url, headers }: FetchRequest) {
    this.method = method;
    this.url = url;
    this.version = headers.get(VERSION_HEADER) ?? undefined;
    this.#headers = headers;
  }

  get origin(): string | undefined {
    return this.#headers.get('Origin') ?? undefined;
  }

  get ifNoneMatch(): string | undefined {
    return this.#headers.get('If-None-Match') ?? undefined;
  }
}

/** Makes the response to a request that does not go on; what is discarded gets an empty 400, since something must come. */
export function makeResponse(outcome: Answer | Discard, method: string): Response {
  const { headers } = outcome;
  if (outcome.kind === 'discard') return new Response(null, { status: 400, headers });
  const { status, statusText, body } = outcome;
  const empty = method === 'HEAD' || status === 304;
  return new Response(empty ? null : body, {
    status,
    headers,
    ...(statusText === undefined ? {} : { statusText }),
  });
}

/** Adds headers to the application's response, or to a copy where its own cannot be changed. */
export function withHeaders(response: Response, added: HeaderRecord): Response {
  // An upgrade must be given back as it is (Bun's is undefined), and a network error has no headers.
  if (!response || response.status === 101 || response.type === 'error') return response;
  try {
    addHeaders(response.headers, added);
    return response;
  } catch {
    // Headers that came from fetch() or Response.redirect() cannot be changed; a copy's can.
    const copy = new Response(response.body, response);
    addHeaders(copy.headers, added);
    return copy;
  }
}

function addHeaders(headers: Headers, added: HeaderRecord): void {
  for (const [name, value] of Object.entries(added)) {
    const existing = headers.get(name);
    if (isList(name)) headers.set(name, mergeList(existing ?? '', value));
    // What the application says itself stands: it may pass on the answer of the hop behind it.
    else if (existing === null) headers.set(name, value);
  }
}

/** Adds what middleware before the gate has set, CORS for one, to a response that the gate made. */
export function keepHeaders(response: Response, earlier: Headers): void {
  for (const [name, value] of earlier) {
    if (name === 'set-cookie') response.headers.append(name, value);
    else if (!response.headers.has(name)) response.headers.set(name, value);
    else if (isList(name)) response.headers.set(name, mergeList(value, response.headers.get(name) ?? ''));
  }
}
