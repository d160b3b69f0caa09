import { isList, mergeList } from './list-headers.ts';
import type { HeaderRecord } from '../gate/outcome.ts';

/** What is needed of a response to add headers: `http.ServerResponse` and its kin. */
export interface HeadedResponse {
  getHeader(name: string): number | string | readonly string[] | undefined;
  setHeader(name: string, value: string): unknown;
  writeHead: (status: number, ...rest: never[]) => unknown;
}

type WriteHead = (this: HeadedResponse, status: number, ...rest: unknown[]) => unknown;

/**
 * Adds headers when the head of a response is written: whatever the application has set by then, or gives with it,
 * lists are added to, and what else it says itself stands. To set them at once would make Node put every head
 * together in its slow way, and the application may set `Vary` without looking.
 */
export function addHeaders(response: HeadedResponse, headers: HeaderRecord): void {
  const write = response.writeHead as WriteHead;
  const writer =
    headers === lastHeaders && write === lastWrite ? lastWriter : findWriter(response, headers, write);
  if (writer) response.writeHead = writer;
}

// Most responses get the same headers as the one before, and write them in the same way.
let lastHeaders: HeaderRecord | undefined;
let lastWrite: WriteHead | undefined;
let lastWriter: WriteHead | undefined;

/** Finds what writes the head in place of the response's own way; `undefined` where there is nothing to add. */
function findWriter(
  response: HeadedResponse,
  headers: HeaderRecord,
  write: WriteHead,
): WriteHead | undefined {
  const isAnything = Object.keys(headers).length > 0;
  if (Object.hasOwn(response, 'writeHead')) return isAnything ? writeBeside(headers, write) : undefined;
  lastHeaders = headers;
  lastWrite = write;
  return (lastWriter = isAnything ? writeWith(headers, write) : undefined);
}

/** Writes a head with headers beside those that are given. */
function writeWith(headers: HeaderRecord, write: WriteHead): WriteHead {
  return function writeHead(status, reason?, fields?) {
    return typeof reason === 'string'
      ? write.call(this, status, reason, merge(this, fields, headers))
      : write.call(this, status, merge(this, fields ?? reason, headers));
  };
}

/** Sets headers before a head is written by what patched the response, which expects what the application gives. */
function writeBeside(headers: HeaderRecord, patched: WriteHead): WriteHead {
  return function writeHead(status, ...rest) {
    const given = rest.at(-1);
    if (typeof given === 'object' && given !== null) rest[rest.length - 1] = setBeside(this, given, headers);
    else setBeside(this, {}, headers);
    return patched.call(this, status, ...rest);
  };
}

/** Sets what the application does not give with the head, and gives what it does with the lists added to. */
function setBeside(response: HeadedResponse, given: object, added: HeaderRecord): object {
  const ours: Record<string, string> = {};
  for (const name in added) {
    const value = added[name] ?? '';
    const isGiven = Array.isArray(given) ? findPlace(given, name) : findKey(given, name);
    if (isGiven) ours[name] = value;
    else response.setHeader(name, textOf(combine(name, response.getHeader(name), value)));
  }
  return merge(response, given, ours);
}

/** Adds to the headers given with the head, an object or a flat list of names and values. */
function merge(response: HeadedResponse, given: unknown, added: HeaderRecord): object {
  if (Array.isArray(given)) return mergeFlat(response, given, added);
  const fields = given as Readonly<Record<string, unknown>> | null | undefined;
  const merged: Record<string, unknown> = { ...fields };
  for (const name in added) {
    const key = findKey(fields, name);
    const existing = (key === undefined ? undefined : merged[key]) ?? response.getHeader(name);
    merged[key ?? name] = combine(name, existing, added[name] ?? '');
  }
  return merged;
}

function mergeFlat(response: HeadedResponse, given: readonly unknown[], added: HeaderRecord): unknown[] {
  // Pairs are not documented, but Node takes them.
  const merged: unknown[] = Array.isArray(given[0]) ? given.flat() : [...given];
  for (const name in added) {
    const at = findPlace(merged, name);
    if (at) merged[at] = combine(name, merged[at], added[name] ?? '');
    else merged.push(name, combine(name, response.getHeader(name), added[name] ?? ''));
  }
  return merged;
}

function findKey(given: object | null | undefined, name: string): string | undefined {
  for (const key in given) {
    // Nearly every name is told by its length.
    if (key.length === name.length && isName(key, name)) return key;
  }
  return undefined;
}

/** Finds where the value of a header stands; 0 where it does not. */
function findPlace(given: readonly unknown[], name: string): number {
  return 1 + given.findIndex((key, index) => index % 2 === 0 && isName(key, name));
}

function isName(key: unknown, name: string): boolean {
  return typeof key === 'string' && key.toLowerCase() === name.toLowerCase();
}

function combine(name: string, existing: unknown, added: string): unknown {
  if (existing === undefined) return added;
  return isList(name) ? mergeList(textOf(existing), added) : existing;
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
