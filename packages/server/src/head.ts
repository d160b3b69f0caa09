import { isList, mergeList } from './list.ts';
import type { HeaderRecord } from './outcome.ts';

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
  response.writeHead = Object.hasOwn(response, 'writeHead')
    ? writeBeside(headers, response.writeHead as WriteHead)
    : findWriter(headers);
}

// Most responses get the same headers as the one before.
let lastHeaders: HeaderRecord = {};
let lastWriter: WriteHead = writeWith(lastHeaders);

function findWriter(headers: HeaderRecord): WriteHead {
  if (headers !== lastHeaders) {
    lastHeaders = headers;
    lastWriter = writeWith(headers);
  }
  return lastWriter;
}

/** Writes a head with headers beside those that are given. */
function writeWith(headers: HeaderRecord): WriteHead {
  return function writeHead(status, reason?, fields?) {
    const { writeHead: write } = Object.getPrototypeOf(this) as { readonly writeHead: WriteHead };
    if (typeof reason !== 'string') return write.call(this, status, merge(this, fields ?? reason, headers));
    return write.call(this, status, reason, merge(this, fields, headers));
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
  const merged: Record<string, unknown> = { ...(given as object) };
  for (const name in added) {
    const key = findKey(given as object, name) ?? name;
    merged[key] = combine(name, merged[key] ?? response.getHeader(name), added[name] ?? '');
  }
  return merged;
}

function mergeFlat(response: HeadedResponse, given: readonly unknown[], added: HeaderRecord): unknown[] {
  const merged = [...given];
  for (const name in added) {
    const at = findPlace(given, name);
    if (at) merged[at] = combine(name, merged[at], added[name] ?? '');
    else merged.push(name, combine(name, response.getHeader(name), added[name] ?? ''));
  }
  return merged;
}

function findKey(given: object, name: string): string | undefined {
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
