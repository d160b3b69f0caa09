import { findHolders, splitByLife } from '../claims.ts';
import type { Claim, ClaimOutcome } from '../ledger.ts';
import { collectClaims, formatLines } from './lines.ts';
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
export async function dropClaim(remote: GitRemote, { nonce }: Claim): Promise<void> {
  await persist(remote, async () => {
    const refs = await remote.read(`${REFS.claims}*`);
    const held = collectClaims(refs).find((claim) => claim.nonce === nonce);
    const left = new Set(held?.releases.map(claimRef));
    const changes = Array.from(left, (ref) => ({ ref, from: refs.get(ref)?.oid, to: undefined }));
    return { changes, result: undefined };
  });
}
