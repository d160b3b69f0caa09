import { isList, mergeList } from './list.ts';
import type { HeaderRecord } from './outcome.ts';

/** What is needed of a response to add headers: `http.ServerResponse` and its kin. */
export interface HeadedResponse {
  getHeader(name: string): number | string | readonly string[] | undefined;
  setHeader(name: string, value: string): unknown;
  writeHead: (status: number, ...rest: never[]) => unknown;
}

type WriteHead = (status: number, ...rest: unknown[]) => unknown;

/** What is added to a response, kept with it: a function of its own for each response would take longer. */
const ADDED: unique symbol = Symbol('verstamp.added');
/** What wrote the head of a response before, where that was not the one of all responses. */
const PATCHED: unique symbol = Symbol('verstamp.patched');

interface Marked extends HeadedResponse {
  [ADDED]?: HeaderRecord;
  [PATCHED]?: WriteHead | undefined;
}

/**
 * Adds headers when the head of a response is written: whatever the application has set by then, or gives with it,
 * lists are added to, and what else it says itself stands. To set them at once would make Node put every head
 * together in its slow way, and the application may set `Vary` without looking.
 */
export function addHeaders(response: HeadedResponse, headers: HeaderRecord): void {
  const marked: Marked = response;
  const before = marked[ADDED];
  if (before) {
    // Another gate before this one.
    marked[ADDED] = mergeRecords(headers, before);
    return;
  }
  marked[ADDED] = headers;
  if (Object.hasOwn(response, 'writeHead')) marked[PATCHED] = response.writeHead as WriteHead;
  response.writeHead = writeHead;
}

function writeHead(this: Marked, status: number, reason?: unknown, fields?: unknown): unknown {
  const { [ADDED]: added = {}, [PATCHED]: patched } = this;
  const isText = typeof reason === 'string';
  const given = (isText ? fields : (fields ?? reason)) as object | undefined;
  // What patched the response expects what the application gives; the rest is set then.
  const merged = patched ? setBeside(this, given, added) : merge(this, given ?? {}, added);
  const rest = [...(isText ? [reason] : []), ...(merged ? [merged] : [])];
  const write = patched ?? (Object.getPrototypeOf(this) as { readonly writeHead: WriteHead }).writeHead;
  return write.call(this, status, ...rest);
}

/** Sets what the application does not give with the head, and gives what it does with the lists added to. */
function setBeside(
  response: HeadedResponse,
  given: object | undefined,
  added: HeaderRecord,
): object | undefined {
  const ours: Record<string, string> = {};
  for (const name in added) {
    const value = added[name] ?? '';
    if (given && find(given, name) !== undefined) ours[name] = value;
    else response.setHeader(name, textOf(combine(name, response.getHeader(name), value)));
  }
  return given && merge(response, given, ours);
}

/** Adds to the headers given with the head, an object or a flat list of names and values. */
function merge(response: HeadedResponse, given: object, added: HeaderRecord): object {
  const merged = (Array.isArray(given) ? [...given] : { ...given }) as Record<string | number, unknown>;
  for (const name in added) {
    const key = find(merged, name);
    if (key !== undefined) merged[key] = combine(name, merged[key], added[name] ?? '');
    else {
      const value = combine(name, response.getHeader(name), added[name] ?? '');
      if (Array.isArray(merged)) merged.push(name, value);
      else merged[name] = value;
    }
  }
  return merged;
}

/** Finds where the value of a header stands. */
function find(given: object, name: string): string | number | undefined {
  if (Array.isArray(given)) {
    const at = given.findIndex((key, index) => index % 2 === 0 && isName(key, name));
    return at < 0 ? undefined : at + 1;
  }
  for (const key in given) if (isName(key, name)) return key;
  return undefined;
}

function isName(key: unknown, name: string): boolean {
  // Nearly every name is told by its length.
  return typeof key === 'string' && key.length === name.length && key.toLowerCase() === name.toLowerCase();
}

function combine(name: string, existing: unknown, added: string): unknown {
  if (existing === undefined) return added;
  return isList(name) ? mergeList(textOf(existing), added) : existing;
}

function mergeRecords(later: HeaderRecord, earlier: HeaderRecord): HeaderRecord {
  const lists = Object.keys(earlier).filter((name) => isList(name) && later[name] !== undefined);
  const merged = lists.map((name) => [name, mergeList(earlier[name] ?? '', later[name] ?? '')] as const);
  return { ...earlier, ...later, ...Object.fromEntries(merged) };
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
