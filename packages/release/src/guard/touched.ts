import { gitUnusable, refUnknown } from '@verstamp/core/problems';
import { git, plain } from '../git/git.ts';
import { findTagged } from '../git/tags.ts';
import { parseObject } from '../json.ts';
import { readChangedSince } from '../workspace/changesets.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import { findDifference, readDifferences, type Differences } from './changed.ts';
import { manifestPath } from './sources.ts';
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
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell.
 */
export async function findTouched(workspace: Workspace, since: string): Promise<readonly Touched[]> {
  const differences = await readCounted(workspace, since);
  const isReleased = createReleaseCheck(workspace);
  const touched: Touched[] = [];
  for (const pkg of workspace.packages) {
    const difference = await findDifference(workspace, pkg, differences);
    if (!difference) continue;
    const { changed, before } = difference;
    const tagged = await findRelease(workspace, pkg);
    if (tagged === undefined)
      touched.push({ pkg, changed, standing: isRaised(pkg, before) ? 'raised' : 'open' });
    else if (!(await isReleased(pkg, tagged))) touched.push({ pkg, changed, standing: 'released' });
  }
  return touched;
}

/** Reads what differs from a commit, without the packages in which Changesets is told to count none of it. */
async function readCounted(workspace: Workspace, since: string): Promise<Differences> {
  const { root, changesets, packages } = workspace;
  const differences = await readDifferences(workspace, since);
  const { byOwner } = differences;
  const counted = changesets && byOwner.size > 0 ? await readChangedSince(root, since) : undefined;
  if (!counted) return differences;
  const names = new Map(packages.map(({ name, folder }) => [folder, name]));
  const kept = [...byOwner].filter(([folder, files]) => {
    const path = manifestPath(root, folder);
    return counted.has(names.get(folder) ?? '') || !files.every((file) => isSeen(file, path));
  });
  return { ...differences, byOwner: new Map(kept) };
}

/** Changesets does not see files whose names git quotes, nor those of a package in a submodule. */
function isSeen(file: string, manifest: string): boolean {
  return /^(?:(?!["\\])[ -~])+$/.test(file) && file.startsWith(manifest.replace(/package\.json$/, ''));
}

/** Finds the commit that a package's version is tagged at. */
async function findRelease(workspace: Workspace, pkg: WorkspacePackage): Promise<string | undefined> {
  for (const tag of listVersionTags(pkg, workspace)) {
    const commit = await findTagged(workspace.root, tag, need);
    if (commit !== undefined) return commit;
  }
  return undefined;
}

/** Creates the check whether a package is as a commit has it, which asks git once for the tags of one release. */
function createReleaseCheck(
  workspace: Workspace,
): (pkg: WorkspacePackage, commit: string) => Promise<boolean> {
  const known = new Map<string, Promise<Differences>>();
  return async (pkg, commit) => {
    const differences = known.get(commit) ?? readDifferences(workspace, commit);
    known.set(commit, differences);
    return (await findDifference(workspace, pkg, await differences)) === undefined;
  };
}

function isRaised({ version }: WorkspacePackage, before: Buffer | undefined): boolean {
  const earlier = before && parseObject(before)?.['version'];
  return earlier !== undefined && earlier !== version;
}
