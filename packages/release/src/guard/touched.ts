import { gitUnusable, refUnknown } from '@verstamp/core/problems';
import { git, plain } from '../git/git.ts';
import { findTagged } from '../git/tags.ts';
import { parseObject } from '../json.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import { findDifference } from './changed.ts';
import { createCounted } from './counted.ts';
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
  return earlier !== undefined && earlier !== version;
}
