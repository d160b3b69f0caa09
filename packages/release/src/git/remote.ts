import { gitUnusable } from '@verstamp/core/problems';
import { git, isInRepository, plain } from './git.ts';

/** The remote that tags are pushed to, as Changesets has it. */
export const REMOTE = 'origin';

/**
 * Tells whether the checkout has a remote of this name.
 *
 * @throws VerstampError `GIT_UNUSABLE` if there is a checkout, and git does not tell.
 */
export async function hasRemote(root: string, name: string): Promise<boolean> {
  const { exitCode, stdout, stderr } = await git(root, ['remote']);
  if (exitCode === 0) return stdout.split('\n').includes(name);
  if (!isInRepository(root)) return false;
  throw gitUnusable({ command: 'git remote', reason: plain(stderr), need: 'guard' });
}
