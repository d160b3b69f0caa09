import { findHolders, isLive, keyOf } from '../claims.ts';
import { groupClaims, type ClaimRow } from '../database/rows.ts';
import type { Claim, ClaimOutcome, ClaimRequest } from '../ledger.ts';

/** Who asks for a claim, and when. */
export interface ClaimQuestion {
  readonly request: ClaimRequest;
  readonly now: (() => number) | undefined;
}

/** Gives what the script of a claim is told. */
export function claimValues(claim: Claim, { request, now }: ClaimQuestion): readonly (string | number)[] {
  const rows = claim.releases.flatMap((release) => [keyOf(release), JSON.stringify(release)]);
  return [now?.() ?? '', request.durationMs, claim.nonce, claim.owner, ...rows];
}

/** Reads what the script of a claim gave. */
export function readOutcome(answer: unknown, claim: Claim): ClaimOutcome {
  const [kind, time, rows] = answer as readonly [kind: string, time: string, rows?: readonly string[]];
  if (kind === 'claimed') {
    return { kind, claim: { ...claim, expires: new Date(Number(time)).toISOString() } };
  }
  const live = groupClaims((rows ?? []).map(parseClaim)).filter((other) => isLive(other, Number(time)));
  return { kind: 'held', by: findHolders(live, claim) };
}

/** Parses one release of a claim, as it is kept. */
export function parseClaim(text: string): ClaimRow {
  const { release, ...row } = JSON.parse(text) as Omit<ClaimRow, 'release'> & { readonly release: string };
  return { ...row, release: JSON.parse(release) as ClaimRow['release'] };
}
