import type { Release } from '@verstamp/build/revision';
import { quote, VerstampError } from '@verstamp/core';
import { claimLost } from '@verstamp/core/problems';
import { keyOf } from '../../package-version.ts';
import type { HeldClaim } from '../claim/held-claim.ts';
import type { ReleaseContext } from '../context.ts';
import { isKnown, toRelease, type Member } from '../members/member.ts';
import { isOvertaken } from './overtaken.ts';
import { prepareUpload, publishPackage, type PublishOutcome } from './publish-package.ts';

/** What came of publishing a set. */
export type SetOutcome =
  /** Somebody else was here between the guard and the claim: nothing was sent, everything is to be asked again. */
  | { readonly kind: 'overtaken' }
  | {
      readonly kind: 'ended';
      /** What is out, confirmed and on record. */
      readonly released: readonly Release[];
      /** What stopped it before the end, and why it could not be recorded. */
      readonly problems: readonly VerstampError[];
    };

/**
 * Publishes a claimed set, dependencies first, and records what is confirmed to be out; the first member that is not
 * stops it. What cannot be recorded is said and stays claimed, so that the claim tells the next run what is out.
 *
 * @throws Any fault that is not a VerstampError, after everything that is out was recorded or said.
 */
export async function publishSet(
  context: ReleaseContext,
  members: readonly Member[],
  claim: HeldClaim,
): Promise<SetOutcome> {
  const { say } = context;
  const progress: Progress = { out: [], isSettled: true, faults: [] };
  try {
    if (await isOvertaken(members, context)) {
      await giveBack(claim, say);
      return { kind: 'overtaken' };
    }
    await publishInOrder(context, { members, claim, progress });
  } catch (error) {
    progress.faults.push(error);
  } finally {
    await claim.stopRenewing();
  }
  const released = await recordOut(context, progress);
  // What may still arrive, or is out and not on record, stays claimed until the claim has ended.
  const isDone = progress.isSettled && released.length === progress.out.length;
  // To record once more what is on record does not end its claim.
  const isEnded = released.length === members.length && !members.some(isKnown);
  if (isDone && !isEnded) await giveBack(claim, say);
  return { kind: 'ended', released, problems: keepProblems(progress.faults, say) };
}

/** How far a set came. */
interface Progress {
  /** What is confirmed to be out. */
  readonly out: Release[];
  /** Whether it is known of everything else that it is not. */
  isSettled: boolean;
  /** What stopped it, in the order in which it came. */
  readonly faults: unknown[];
}

interface SetRun {
  readonly members: readonly Member[];
  readonly claim: HeldClaim;
  readonly progress: Progress;
}

/** Publishes one member after the other, and notes how far it came; throws what stops it. */
async function publishInOrder(context: ReleaseContext, { members, claim, progress }: SetRun): Promise<void> {
  for (const member of members) {
    const upload = await prepareUpload(context, member, claim);
    progress.isSettled = false;
    const { problem, isSettled } = upload ? await publishPackage(context, upload, claim) : TAGGED;
    progress.isSettled = isSettled;
    if (problem) throw claim.signal.aborted ? claimLost({ releases: members }, { cause: problem }) : problem;
    progress.out.push(toRelease(member, context));
  }
}

/** Nothing is sent of what is only tagged. */
const TAGGED: PublishOutcome = { problem: undefined, isSettled: true };

/** Records what is out, all or none, and returns what is on record. */
async function recordOut(
  { ledger, say }: Pick<ReleaseContext, 'ledger' | 'say'>,
  { out, faults }: Progress,
): Promise<readonly Release[]> {
  if (out.length === 0) return [];
  try {
    await ledger.record(out);
    return out;
  } catch (error) {
    faults.push(error);
    for (const release of out) say(`${keyOf(release)} is out, and not on record: the next run records it.`);
    return [];
  }
}

/** A claim that cannot be given back ends by itself. */
async function giveBack(claim: HeldClaim, say: ReleaseContext['say']): Promise<void> {
  await claim.drop().catch((error: unknown) => {
    say(`The claim stays until it ends: ${error instanceof Error ? error.message : quote(error)}`);
  });
}

/** Returns the problems; a fault that nobody foresaw is thrown instead, after all problems were said. */
function keepProblems(faults: readonly unknown[], say: ReleaseContext['say']): readonly VerstampError[] {
  const problems = faults.filter((fault) => fault instanceof VerstampError);
  const unexpected = faults.find((fault) => !(fault instanceof VerstampError));
  if (unexpected === undefined) return problems;
  for (const { message } of problems) say(message);
  throw unexpected;
}
