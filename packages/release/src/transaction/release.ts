import type { ReleaseOptions } from './open-context.ts';
import type { ReleaseReport } from './finish.ts';

/**
 * Releases a workspace: plan, pack once, guard, claim, publish exactly those bytes, read back, record, tag. Safe
 * to run again at any time: what is out is found, and the rest follows.
 *
 * @throws VerstampError if nothing could be found out, or the workspace, git or the ledger cannot be used; what was out
 * before that is found by the next run.
 */
export async function releaseWorkspace(options: ReleaseOptions): Promise<ReleaseReport> {
  // A guard need not load all of this.
  const { runRelease } = await import('./run.ts');
  return runRelease(options);
}
