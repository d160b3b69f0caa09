import type { Claim, LedgerContents } from '@verstamp/build/revision';
import { quote } from '@verstamp/core';
import { releaseHeld } from '@verstamp/core/problems';
import { waitForOthers } from './claim/wait-for-others.ts';
import type { ReleaseContext } from './context.ts';
import { recoverUnfinished, type ReleaseHistory } from './recover.ts';

/**
 * Reads what earlier runs did, once nobody else is at work on these packages.
 *
 * @throws VerstampError `RELEASE_HELD` if others outlast the deadline; as {@link recoverUnfinished} does.
 */
export async function readHistory(
  context: ReleaseContext,
  { unfinished, deadline }: Pick<ReleaseHistory, 'unfinished'> & { readonly deadline: number },
): Promise<ReleaseHistory> {
  const { ledger, workspace, policy, claimTimes, pause, say } = context;
  const names = new Set([...workspace.packages, ...policy.tagOnly].map(({ name }) => name));
  for (;;) {
    const contents = await ledger.read();
    const by = findRivals(contents, names);
    const [rival] = by;
    if (!rival) return recoverUnfinished(context, contents, unfinished);
    // One rival may follow the other without end.
    if (Date.now() >= deadline) throw releaseHeld(rival);
    const { owner, expires } = rival;
    say(`${quote(owner, 100)} is releasing until ${quote(expires, 40)} at most; waiting for it.`);
    await waitForOthers(ledger, { by, times: claimTimes, deadline, pause });
  }
}

/** Finds the claims of others on packages of a workspace, whatever the version. */
function findRivals(
  { claims }: Pick<LedgerContents, 'claims'>,
  names: ReadonlySet<string>,
): readonly Claim[] {
  return claims.filter(({ releases }) => releases.some(({ name }) => names.has(name)));
}
