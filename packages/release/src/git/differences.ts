import type { GitNeed } from '@verstamp/core/problems';
import { listChanges, listUntracked } from './changes.ts';

/** Lists the files below a folder that differ from a commit, and those that git neither knows nor is told to ignore. */
export type ListDifferences = (commit: string) => Promise<readonly string[]>;

/**
 * Creates a list of differences that asks git once for each commit: a comparison of many files takes long.
 *
 * @throws VerstampError `GIT_UNUSABLE`, when it lists, if git does not tell.
 */
export function createDifferences(root: string, need: GitNeed): ListDifferences {
  const listed = new Map<string, Promise<readonly string[]>>();
  let untracked: Promise<readonly string[]> | undefined;
  return async (commit) => {
    const changes = listed.get(commit) ?? listChanges(root, { commit, need });
    listed.set(commit, changes);
    untracked ??= listUntracked(root, need);
    return (await Promise.all([changes, untracked])).flat();
  };
}
