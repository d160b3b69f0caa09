import type { HeaderRecord } from './answer.ts';
import { isListHeader, mergeList } from './list-headers.ts';

/** The headers that are set on a response. */
export interface SetHeaders {
  getHeader(name: string): number | string | readonly string[] | undefined;
  setHeader(name: string, value: string): unknown;
}

/** Adds to the headers given with a head, which are an object or a flat list of names and values. */
export function mergeHeaders(response: SetHeaders, given: unknown, added: HeaderRecord): object {
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

/** Sets the headers that are not given with a head, and returns those that are, with lists added to. */
export function setUngiven(response: SetHeaders, given: object, added: HeaderRecord): object {
  const ours: Record<string, string> = {};
  const fields = Array.isArray(given) ? flatten(given) : given;
  for (const name in added) {
    const value = added[name] ?? '';
    const isGiven = Array.isArray(fields) ? findValueIndex(fields, name) > 0 : findKey(fields, name);
    if (isGiven) ours[name] = value;
    else response.setHeader(name, toText(combine(name, response.getHeader(name), value)));
  }
  return mergeHeaders(response, fields, ours);
}

function mergeFlat(response: SetHeaders, given: readonly unknown[], added: HeaderRecord): unknown[] {
  const merged = flatten(given);
  for (const name in added) {
    const index = findValueIndex(merged, name);
    if (index > 0) merged[index] = combine(name, merged[index], added[name] ?? '');
    else merged.push(name, combine(name, response.getHeader(name), added[name] ?? ''));
  }
  return merged;
}

/** Copies a list of names and values; of pairs, which are not documented, but which Node takes, it makes such a list. */
function flatten(given: readonly unknown[]): unknown[] {
  return Array.isArray(given[0]) ? given.flat() : [...given];
}

function findKey(given: object | null | undefined, name: string): string | undefined {
  for (const key in given) {
    // Nearly every name is told by its length.
    if (key.length === name.length && isSameName(key, name)) return key;
  }
  return undefined;
}

/** Returns the index of a header's value in a flat list of names and values; 0 if the header is not in it. */
function findValueIndex(given: readonly unknown[], name: string): number {
  return 1 + given.findIndex((key, index) => index % 2 === 0 && isSameName(key, name));
}

function isSameName(key: unknown, name: string): boolean {
  return typeof key === 'string' && key.toLowerCase() === name.toLowerCase();
}

function combine(name: string, existing: unknown, added: string): unknown {
  if (existing === undefined) return added;
  return isListHeader(name) ? mergeList(name, toText(existing), added) : existing;
}

function toText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
