import { posix } from 'node:path';
import { readFileFilter } from '../../workspace/changesets.ts';
import type { FileFilter } from '../../workspace/file-filter.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { readDifferences, type Differences } from './differences.ts';
import { pathBelow } from './paths.ts';

/** Reads what differs from a commit, without the files that Changesets is told not to count. */
export type ReadCounted = (commit: string) => Promise<Differences>;

/**
 * Creates a reader that asks git once for each commit: the tags of one release have one.
 *
 * @throws VerstampError `GIT_UNUSABLE` or `WORKSPACE_INVALID`, when it reads, if git or Changesets does not tell.
 */
export function createCounted(workspace: Workspace): ReadCounted {
  const known = new Map<string, Promise<Differences>>();
  let filter: ReturnType<typeof readFileFilter> | undefined;
  const read: ReadCounted = async (commit) => {
    const differences = await readDifferences(workspace, commit);
    if (!workspace.changesets || differences.byOwner.size === 0) return differences;
    const counts = await (filter ??= readFileFilter(workspace.root));
    return counts ? dropUncounted(differences, workspace, counts) : differences;
  };
  return async (commit) => {
    const differences = known.get(commit) ?? read(commit);
    known.set(commit, differences);
    return differences;
  };
}

function dropUncounted(differences: Differences, { root }: Workspace, counts: FileFilter): Differences {
  const kept = [...differences.byOwner].map(([folder, files]) => {
    const own = pathBelow(root, folder);
    const isCounted = (file: string): boolean => {
      const path = posix.relative(own, file);
      // Nobody knows which files of the submodule that a package stands in have changed.
      return path === '' || path.startsWith('..') || counts(path);
    };
    return [folder, files.filter(isCounted)] as const;
  });
  return { ...differences, byOwner: new Map(kept) };
}
