import { askGit } from '../ask-git.ts';

/**
 * Tells whether the work tree holds changes of tracked files that the commit does not, as far as git can say. It looks
 * at every file, so that only release builds ask.
 */
export function isDirty(folder: string): boolean {
  return Boolean(
    askGit(folder, ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=none']),
  );
}
