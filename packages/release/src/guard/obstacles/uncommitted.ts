import { listUncommitted } from '../../git/changes.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { groupByOwner } from '../changes/owners.ts';
import { dropSnapshotEdits } from './snapshot-edits.ts';

/**
 * Finds, for every package by its folder, the files that git knows and that differ from HEAD, other than what makes a
 * snapshot of it.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell.
 */
export async function readUncommitted(workspace: Workspace): Promise<ReadonlyMap<string, readonly string[]>> {
  const { root, packages } = workspace;
  const byOwner = new Map(groupByOwner(await listUncommitted(root), workspace));
  for (const pkg of packages) {
    const files = byOwner.get(pkg.folder);
    if (files) byOwner.set(pkg.folder, await dropSnapshotEdits(files, pkg, workspace));
  }
  return byOwner;
}
