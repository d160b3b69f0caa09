import { keyOf } from '../claims.ts';
import { checkRecorded } from '../database/rows.ts';
import type { ClaimedRelease, Release } from '../ledger.ts';
import { decode, isRelease, parseValue, type Place } from '../parse.ts';

/** Returns what a script is told of releases: key and release of each. */
export function valuesOf(releases: readonly ClaimedRelease[]): readonly string[] {
  return releases.flatMap((release) => [keyOf(release), JSON.stringify(release)]);
}

/**
 * Checks what the script of a record gave: what is on record with another digest, by its key.
 *
 * @throws VerstampError `RELEASE_RECORDED`, `LEDGER_DAMAGED`.
 */
export function checkOthers(answer: unknown, releases: readonly Release[], ledger: string): void {
  const others = pair(answer as readonly string[]).map(([row, text]) => parseRelease(text, { ledger, row }));
  checkRecorded(releases, others);
}

/**
 * Parses a release on record.
 *
 * @throws VerstampError `LEDGER_DAMAGED` if it is not one that was written under its key.
 */
export function parseRelease(text: string, place: Place): Release {
  const isOwn = (value: unknown): value is Release => isRelease(value) && keyOf(value) === place.row;
  return parseValue(decode(text), isOwn, place);
}

/** Pairs the fields of a hash with their values, which Redis lists in turn. */
export function pair(list: readonly string[]): readonly (readonly [field: string, value: string])[] {
  return list.flatMap((field, at) => (at % 2 === 0 ? [[field, list[at + 1] ?? ''] as const] : []));
}
