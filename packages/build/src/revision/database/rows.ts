import { createClaim, keyOf, mergeClaims, selectNew } from '../claims.ts';
import type { Claim, ClaimRequest, Release } from '../ledger.ts';
import { isClaim, parseValue, type Place } from '../parse.ts';

/** One release of a claim, as a database keeps it. */
export interface ClaimRow {
  readonly nonce?: unknown;
  readonly owner?: unknown;
  /** In milliseconds since 1970. */
  readonly expires?: unknown;
  readonly release?: unknown;
}

/**
 * Parses the rows of claims, and puts the claims together again.
 *
 * @throws VerstampError `LEDGER_DAMAGED` if a row is not what was written.
 */
export function parseClaims(rows: readonly ClaimRow[], place: Place): readonly Claim[] {
  const parts = rows.map(({ nonce, owner, expires, release }) => {
    // What is not a time has no text.
    const end = typeof expires === 'number' ? new Date(expires).toJSON() : undefined;
    return parseValue({ nonce, owner, expires: end, releases: [release] }, isClaim, place);
  });
  return mergeClaims(parts);
}

/** Creates the claim that a request asks for, each release once. */
export function createRows(request: ClaimRequest): Claim {
  const claim = createClaim(request, Date.now());
  const byKey = new Map(claim.releases.map((release) => [keyOf(release), release]));
  return { ...claim, releases: [...byKey.values()] };
}

/**
 * Checks that what is to be recorded is what is on record.
 *
 * @throws VerstampError `RELEASE_RECORDED` if one is on record, or stands in the list twice, with another digest.
 */
export function checkRecorded(given: readonly Release[], recorded: readonly Release[]): void {
  const known = new Map([...given, ...recorded].map((release) => [keyOf(release), release]));
  selectNew(given, (release) => known.get(keyOf(release)));
}
