import type { Release } from '@verstamp/build/revision';
import { VerstampError } from '@verstamp/core';
import { claimLost } from '@verstamp/core/problems';
import { keyOf } from '../ledger/records.ts';
import type { ReleaseContext } from './context.ts';
import type { HeldClaim } from './held-claim.ts';
import type { Member } from './member.ts';
import { prepareUpload, publishPackage, type PublishOutcome } from './publish-package.ts';

/** What came of publishing a set. */
export type SetOutcome =
  /** Somebody else was here between the guard and the claim: nothing was sent, everything is to be asked again. */
  | { readonly kind: 'overtaken' }
  | {
      readonly kind: 'ended';
      /** What is out, confirmed and on record. */
      readonly released: readonly Release[];
      /** What stopped it before the end. */
      readonly problem: VerstampError | undefined;
    };

/**
 * Publishes a claimed set, dependencies first, and records what is confirmed to be out; the first that is not stops it.
 *
 * @throws Whatever the ledger throws when it cannot record: the claim then tells the next run what is out.
 */
export async function publishSet(
  context: ReleaseContext,
  members: readonly Member[],
  claim: HeldClaim,
): Promise<SetOutcome> {
  const released: Release[] = [];
  let outcome: PublishOutcome = { problem: undefined, isSettled: true };
  try {
    if (!(await isFree(context, members))) {
      await claim.drop();
      return { kind: 'overtaken' };
    }
    for (const member of members) {
      const upload = await prepareUpload(context, member, claim);
      outcome = { problem: undefined, isSettled: false };
      if (upload) outcome = await publishPackage(context, upload, claim);
      const { problem } = outcome;
      if (problem && claim.signal.aborted) throw claimLost({ releases: members }, { cause: problem });
      if (problem) break;
      outcome = { problem: undefined, isSettled: true };
      released.push(toRelease(context, member));
    }
  } catch (error) {
    if (!(error instanceof VerstampError)) throw error;
    outcome = { ...outcome, problem: error };
  } finally {
    claim.stopRenewing();
  }
  await context.ledger.record(released);
  // What may still arrive stays claimed until the claim has ended.
  if (outcome.isSettled && released.length < members.length) await claim.drop();
  return { kind: 'ended', released, problem: outcome.problem };
}

/** What was free before the claim may have been published by who held the claim before. */
async function isFree(
  { ledger, registry }: Pick<ReleaseContext, 'ledger' | 'registry'>,
  members: readonly Member[],
): Promise<boolean> {
  const { releases } = await ledger.read();
  const known = new Set(releases.map(keyOf));
  if (members.some((member) => known.has(keyOf(member)))) return false;
  for (const member of members) {
    if (member.kind !== 'package') continue;
    const { kind } = await registry.find(member.pkg);
    if (kind !== 'absent') return false;
  }
  return true;
}

function toRelease(
  { checkout }: Pick<ReleaseContext, 'checkout'>,
  { name, version, digest, integrity }: Member,
): Release {
  return {
    name,
    version,
    digest,
    ...(integrity === undefined ? {} : { integrity }),
    ...(checkout ? { commit: checkout.commit } : {}),
    time: new Date().toISOString(),
  };
}
