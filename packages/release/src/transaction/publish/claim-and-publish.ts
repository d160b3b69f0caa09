import { countPackages } from '../../count-packages.ts';
import { claimSet } from '../claim/held-claim.ts';
import { waitForOthers } from '../claim/wait-for-others.ts';
import type { ReleaseContext } from '../context.ts';
import type { Member } from '../members/member.ts';
import { publishSet, type SetOutcome } from './publish-set.ts';

/**
 * Claims a set and publishes it; if others hold some of it, waits for them, and all is to be asked again.
 *
 * @param deadline - When the waiting ends, in milliseconds since 1970.
 * @throws VerstampError `RELEASE_HELD` if others outlast the deadline; as {@link publishSet} does.
 */
export async function claimAndPublish(
  context: ReleaseContext,
  members: readonly Member[],
  deadline: number,
): Promise<SetOutcome> {
  const { ledger, owner, checkout, claimTimes: times, pause, say } = context;
  const commit = checkout?.commit;
  const releases = members.map(({ name, version, digest, integrity }) => {
    return { name, version, digest, integrity, commit };
  });
  say(`Claiming ${countPackages(members.length)}.`);
  const outcome = await claimSet({ ledger, releases, owner, times });
  if (outcome.kind === 'ours') return publishSet(context, members, outcome.claim);
  await waitForOthers(ledger, { by: outcome.by, times, deadline, pause });
  return { kind: 'overtaken' };
}
