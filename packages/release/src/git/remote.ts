import { git } from './git.ts';

/** The remote that tags are pushed to, as Changesets has it. */
export const REMOTE = 'origin';

/** Tells whether the checkout has a remote of this name. */
export async function hasRemote(root: string, name: string): Promise<boolean> {
  const { exitCode, stdout } = await git(root, ['remote']);
  return exitCode === 0 && stdout.split('\n').includes(name);
}
