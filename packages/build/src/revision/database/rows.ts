import { createClaim, isLive, keyOf, selectNew } from '../claims.ts';
import type { Claim, ClaimedRelease, ClaimRequest, LedgerContents, Release } from '../ledger.ts';

/** One release of a claim, as a database keeps it. */
export interface ClaimRow {
  readonly nonce: string;
  readonly owner: string;
  /** In milliseconds since 1970. */
  readonly expires: number;
  readonly release: ClaimedRelease;
}

/** Puts the rows of claims together again. */
export function groupClaims(rows: readonly ClaimRow[]): readonly Claim[] {
  const claims = new Map<string, Claim>();
  for (const { nonce, owner, expires, release } of rows) {
    const { releases = [] } = claims.get(nonce) ?? {};
    const claim = {
      nonce,
      owner,
      expires: new Date(expires).toISOString(),
      releases: [...releases, release],
    };
    claims.set(nonce, claim);
  }
  return [...claims.values()];
}

/** Tells the claims that hold from those that ended by themselves. */
export function splitClaims(
  rows: readonly ClaimRow[],
  now: number,
): Required<Pick<LedgerContents, 'claims' | 'lapsed'>> {
  const claims = groupClaims(rows);
  return {
    claims: claims.filter((claim) => isLive(claim, now)),
    lapsed: claims.filter((claim) => !isLive(claim, now)),
  };
}

/** Makes the claim that a request asks for, each release once. */
export function createRows(request: ClaimRequest): Claim {
  const claim = createClaim(request, Date.now());
  const byKey = new Map(claim.releases.map((release) => [keyOf(release), release]));
  return { ...claim, releases: [...byKey.values()] };
}

/**
 * Checks that what is to be recorded is what is on record.
 *
 * @throws VerstampError `RELEASE_RECORDED` where one is on record, or stands in the list twice, with another digest.
 */
export function checkRecorded(given: readonly Release[], recorded: readonly Release[]): void {
  const known = new Map([...given, ...recorded].map((release) => [keyOf(release), release]));
  selectNew(given, (release) => known.get(keyOf(release)));
}
