import { gitUnusable, refUnknown } from '@verstamp/core/problems';
import { git, plain } from './git.ts';

const need = 'branch';

/**
 * Finds the commit that a branch left from.
 *
 * @throws VerstampError `GIT_UNUSABLE` if it is not known here.
 */
export async function findBase(root: string, ref: string): Promise<string> {
  // In CI a branch is often there as the remote has it only.
  for (const name of [ref, `origin/${ref}`]) {
    const args = ['rev-parse', '-q', '--verify', '--end-of-options', `${name}^{commit}`];
    const { exitCode, stdout, stderr } = await git(root, args);
    // 1 means no; anything else means that git cannot be asked.
    if (exitCode === 1) continue;
    if (exitCode !== 0) throw gitUnusable({ command: `git rev-parse ${name}`, reason: plain(stderr), need });
    const base = await git(root, ['merge-base', stdout.trim(), 'HEAD']);
    if (base.exitCode === 0) return base.stdout.trim();
    const reason = plain(base.stderr) || 'no common commit is known here';
    throw gitUnusable({ command: `git merge-base ${ref} HEAD`, reason, need });
  }
  throw refUnknown({ ref });
}
