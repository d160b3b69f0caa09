import type { HeaderRecord } from '../http/answer.ts';
import { mergeHeaders, setUngiven, type SetHeaders } from '../http/merge-headers.ts';

/** What is needed of a response to add headers: `http.ServerResponse` and the like. */
export interface HeadResponse extends SetHeaders {
  writeHead: (status: number, ...rest: never[]) => unknown;
}

type WriteHead = (this: HeadResponse, status: number, ...rest: unknown[]) => unknown;

/**
 * Adds headers when the head of a response is written: whatever the application has set by then, or gives with it,
 * lists are added to, and what else it says itself stands. To set them at once would make Node put every head
 * together in its slow way, and the application may set `Vary` without looking.
 */
export function addHeaders(response: HeadResponse, headers: HeaderRecord): void {
  const original = response.writeHead as WriteHead;
  const replacement =
    headers === lastHeaders && original === lastOriginal
      ? lastReplacement
      : replaceWriteHead(response, headers, original);
  if (replacement) response.writeHead = replacement;
}

// Most responses get the same headers as the one before, and write them in the same way.
let lastHeaders: HeaderRecord | undefined;
let lastOriginal: WriteHead | undefined;
let lastReplacement: WriteHead | undefined;

/** Returns what takes the place of a response's `writeHead`; `undefined` if there is nothing to add. */
function replaceWriteHead(
  response: HeadResponse,
  headers: HeaderRecord,
  original: WriteHead,
): WriteHead | undefined {
  const isEmpty = Object.keys(headers).length === 0;
  // What patched this response belongs to it alone.
  if (Object.hasOwn(response, 'writeHead')) return isEmpty ? undefined : extendPatched(headers, original);
  lastHeaders = headers;
  lastOriginal = original;
  return (lastReplacement = isEmpty ? undefined : extendOriginal(headers, original));
}

/** Writes a head with headers beside those that are given. */
function extendOriginal(headers: HeaderRecord, original: WriteHead): WriteHead {
  return function writeHead(status, reason?, fields?) {
    return typeof reason === 'string'
      ? original.call(this, status, reason, mergeHeaders(this, fields, headers))
      : original.call(this, status, mergeHeaders(this, fields ?? reason, headers));
  };
}

/** Sets headers before a head is written by what patched the response, which expects what the application gives. */
function extendPatched(headers: HeaderRecord, patched: WriteHead): WriteHead {
  return function writeHead(status, ...rest) {
    const given = rest.at(-1);
    if (typeof given === 'object' && given !== null) rest[rest.length - 1] = setUngiven(this, given, headers);
    else setUngiven(this, {}, headers);
    return patched.call(this, status, ...rest);
  };
}
