import { hash } from 'node:crypto';
import { safeParseJson } from '../json.ts';

/** The fields of an entry, as its writer gave them. */
export type Fields = Readonly<Record<string, unknown>>;

/** The place of an entry in its file, and what stands before it. */
export interface Place {
  /** Where the entry begins, in bytes, as its writer believed. */
  readonly at: number;
  /** The digest of everything from the start of the entry before to the start of this one. */
  readonly prev: string;
}

/** An entry that was read. */
export interface Entry extends Place {
  readonly fields: Fields;
}

/** Computes the digest that ties an entry to what stands before it. */
export function digestSpan(...pieces: readonly Uint8Array[]): string {
  return hash('sha256', Buffer.concat(pieces)).slice(0, 16);
}

/** Formats an entry as one line, without its line break. `nonce` tells it from the same entry of another process. */
export function formatLine({ at, prev }: Place, fields: Fields, nonce: string): string {
  const body = JSON.stringify({ at, prev, nonce, ...fields }).slice(0, -1);
  return `${body},"sum":"${digestSpan(Buffer.from(body))}"}`;
}

/** Reads a line; `undefined` where it is not, to the last byte, what a writer formatted. */
export function readLine(bytes: Buffer): Entry | undefined {
  const [, body, sum] = /^(\{"at":.*),"sum":"([\da-f]{16})"\}$/s.exec(bytes.toString()) ?? [];
  if (body === undefined || digestSpan(Buffer.from(body)) !== sum) return undefined;
  try {
    const { at, prev, nonce: _, ...fields } = JSON.parse(`${body}}`) as Place & Record<string, unknown>;
    return { at, prev, fields };
  } catch {
    return undefined;
  }
}

/**
 * Finds the entry that a line ends with where a writer was killed half way and the next one's entry
 * came directly behind, without a line break between the two.
 */
export function readGluedLine(bytes: Buffer): { readonly start: number; readonly entry: Entry } | undefined {
  const start = bytes.lastIndexOf('{"at":');
  const entry = beginsEntry(bytes.toString('utf8', 0, start)) && readLine(bytes.subarray(start));
  return entry ? { start, entry } : undefined;
}

/** Says whether a line is the beginning of an entry whose writer was killed, or the zeros that a power cut left. */
export function isTorn(bytes: Buffer): boolean {
  const text = bytes.toString();
  return beginsEntry(text) && !isWhole(bytes, text);
}

/** How an entry ends, with zeros for its sum. */
const END = `,"sum":"${'0'.repeat(16)}"}`;

/** Says whether a line has its end, be some of that changed: the beginning of an object is no JSON. */
function isWhole(bytes: Buffer, text: string): boolean {
  if (/"sum":"[\da-f]{16}"\}/.test(text) || safeParseJson(bytes)) return true;
  const end = bytes
    .toString('latin1')
    .slice(-END.length)
    .replaceAll(/[\da-f]/g, '0');
  const same = Array.from(END, (sign, index) => sign === end[index]).filter(Boolean);
  // Where a line was cut, so much of it stands by no chance.
  return same.length > END.length - 5;
}

/** Says whether a text is the beginning of an entry, however short, be it among zeros. */
function beginsEntry(text: string): boolean {
  return '{"at":'.startsWith(text.replaceAll('\0', '').slice(0, 6));
}
