import { ledgerRow } from '@verstamp/core/problems';
import { attempt } from '../attempt.ts';
import { isRecord } from '../json.ts';
import type { Claim, ClaimedRelease, Release } from './ledger.ts';

/** Tells whether a value is what was written. */
export type Guard<T> = (value: unknown) => value is T;

/** The place in a ledger that a value was read from. */
export interface Place {
  /** How messages name the ledger. */
  readonly ledger: string;
  readonly row: string;
}

/**
 * Parses a value that was read from a ledger.
 *
 * @throws VerstampError `LEDGER_DAMAGED` if it is not what was written there.
 */
export function parseValue<T>(value: unknown, is: Guard<T>, place: Place): T {
  if (!is(value)) throw ledgerRow(place);
  return value;
}

/** Decodes JSON; `undefined` if the value is not a text of JSON. */
export function decode(text: unknown): unknown {
  return isText(text) ? attempt((): unknown => JSON.parse(text)) : undefined;
}

/** Tells whether a value is a text. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Makes the guard of an array, each element of which has to pass. */
export function listOf<T>(is: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((element) => is(element));
}

/** Makes the guard of an object, out of a check for each of its fields; it may hold others beside them. */
export function shapeOf<T>(fields: { readonly [Name in keyof T]-?: Check }): Guard<T> {
  const checks = Object.entries<Check>(fields);
  return (value): value is T => isRecord(value) && checks.every(([name, holds]) => holds(value[name]));
}

type Check = (value: unknown) => boolean;

const isOptional: Check = (value) => value === undefined || isText(value);

const CLAIMED = {
  name: isText,
  version: isText,
  digest: isOptional,
  integrity: isOptional,
  commit: isOptional,
};

/** Tells whether a value is a release on record. */
export const isRelease: Guard<Release> = shapeOf<Release>({ ...CLAIMED, digest: isText, time: isText });

/** Tells whether a value is a claim. */
export const isClaim: Guard<Claim> = shapeOf<Claim>({
  nonce: isText,
  owner: isText,
  expires: (value) => isText(value) && !Number.isNaN(Date.parse(value)),
  releases: listOf(shapeOf<ClaimedRelease>(CLAIMED)),
});
