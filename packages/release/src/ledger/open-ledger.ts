import { findLedger, openLedger, type Ledger } from '@verstamp/build/revision';
import { ledgerMissing } from '@verstamp/core/problems';
import type { Environment } from '../environment.ts';
import { hasRemote, REMOTE } from '../git/remote.ts';

/**
 * Opens the ledger of releases: the configured ledger, or refs on the git remote `origin`.
 *
 * @throws VerstampError `LEDGER_MISSING` if nothing is configured and there is no such remote;
 * `GIT_UNUSABLE` if git does not tell; `CONFIG_INVALID`, `LEDGER_UNKNOWN`.
 */
export async function openReleaseLedger(root: string, env: Environment): Promise<Ledger> {
  const configured = findLedger(root, env);
  if (configured) return openLedger(configured);
  if (!(await hasRemote(root, REMOTE))) throw ledgerMissing({ remote: REMOTE });
  return openLedger({ folder: root, address: `git+ref:${REMOTE}`, start: undefined });
}

/** Names who releases, for those that wait for it. */
export function nameOwner(
  env: Environment,
  { host, pid }: { readonly host: string; readonly pid: number },
): string {
  const run = env['GITHUB_RUN_ID'];
  const job = env['CI_JOB_ID'];
  if (run) return `GitHub Actions run ${run}, attempt ${env['GITHUB_RUN_ATTEMPT'] ?? '1'}`;
  return job ? `GitLab job ${job}` : `process ${pid} on ${host}`;
}
