import { findHolders, splitByLife } from '../claims.ts';
import type { Claim, ClaimOutcome } from '../ledger.ts';
import { collectClaims, formatLines, parseClaims } from './lines.ts';
import { persist } from './persist.ts';
import { claimRef, REFS } from './refs.ts';
import type { GitRemote } from './remote.ts';

/** A claim that is made. */
export interface ClaimContext {
  readonly claim: Claim;
  readonly now: () => number;
}

/** Claims all releases or none. */
export async function claimAll(remote: GitRemote, { claim, now }: ClaimContext): Promise<ClaimOutcome> {
  const refs = claim.releases.map(claimRef);
  return persist<ClaimOutcome>(remote, async () => {
    const [held, [to]] = await Promise.all([
      remote.read(`${REFS.claims}*`),
      remote.store([formatLines([claim])]),
    ]);
    const by = findHolders(splitByLife(collectClaims(held), now()).claims, claim);
    if (by.length > 0) return { result: { kind: 'held', by } };
    const changes = refs
      .map((ref) => ({ ref, from: held.get(ref)?.oid, to }))
      .filter(({ from }) => from !== to);
    return { changes, result: { kind: 'claimed', claim } };
  });
}

/** Gives a claim back; what is not there is not missed. */
export async function dropClaim(remote: GitRemote, claim: Claim): Promise<void> {
  const refs = new Set(claim.releases.map(claimRef));
  await persist(remote, async () => {
    const held = [...(await remote.read(`${REFS.claims}*`))].filter(
      ([ref, value]) => parseClaims(ref, value).some(({ nonce }) => nonce === claim.nonce) && refs.has(ref),
    );
    const changes = held.map(([ref, { oid }]) => ({ ref, from: oid, to: undefined }));
    return { changes, result: undefined };
  });
}
