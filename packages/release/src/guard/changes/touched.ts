import { findTagged } from '../../git/tags.ts';
import { parseObject } from '../../json.ts';
import { isAbove } from '../../package-version.ts';
import type { Workspace, WorkspacePackage } from '../../workspace/workspace.ts';
import { createCounted } from './counted-differences.ts';
import { findDifference } from './differences.ts';
import { listVersionTags } from './version-tags.ts';

/** Why a version counts as released or not. */
export type Standing = 'raised' | 'released' | 'open';

/** A package that a branch changes. */
export interface Touched {
  readonly pkg: WorkspacePackage;
  /** Its changed files, below the workspace's root. */
  readonly changed: readonly string[];
  readonly standing: Standing;
}

const need = 'branch';

/**
 * Finds the packages that were changed since a commit, but for those that are as the tag of their version has them.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell; `WORKSPACE_INVALID` if Changesets cannot read its configuration.
 */
export async function findTouched(workspace: Workspace, since: string): Promise<readonly Touched[]> {
  const list = createCounted(workspace);
  const differences = await list(since);
  const touched: Touched[] = [];
  for (const pkg of workspace.packages) {
    const difference = await findDifference(workspace, pkg, differences);
    if (!difference) continue;
    const { changed, before } = difference;
    const tagged = await findRelease(workspace, pkg);
    if (tagged === undefined)
      touched.push({ pkg, changed, standing: isRaised(pkg, before) ? 'raised' : 'open' });
    else if (await findDifference(workspace, pkg, await list(tagged)))
      touched.push({ pkg, changed, standing: 'released' });
  }
  return touched;
}

/** Finds the commit that a package's version is tagged at. */
async function findRelease(workspace: Workspace, pkg: WorkspacePackage): Promise<string | undefined> {
  for (const tag of listVersionTags(pkg, workspace)) {
    const commit = await findTagged(workspace.root, tag, need);
    if (commit !== undefined) return commit;
  }
  return undefined;
}

function isRaised({ version }: WorkspacePackage, before: Buffer | undefined): boolean {
  const earlier = before && parseObject(before)?.['version'];
  return typeof earlier === 'string' && isAbove(version, earlier);
}
