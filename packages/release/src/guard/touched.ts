import { gitUnusable, refUnknown } from '@verstamp/core/problems';
import { listChanges } from '../git/changes.ts';
import { git, plain } from '../git/git.ts';
import { hasTag } from '../git/tags.ts';
import { parseObject } from '../json.ts';
import { keyOf } from '../ledger/records.ts';
import { readChangedSince } from '../workspace/changesets.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import { groupByOwner, isManifestSame, manifestPath, readAt } from './sources.ts';

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
 * Finds the packages that were changed since a commit.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell.
 */
export async function findTouched(workspace: Workspace, since: string): Promise<readonly Touched[]> {
  const { root, changesets, packages } = workspace;
  const byOwner = groupByOwner(await listChanges(root, { commit: since, need }), workspace);
  if (byOwner.size === 0) return [];
  const counted = changesets ? await readChangedSince(root, since) : undefined;
  const touched: Touched[] = [];
  for (const pkg of packages) {
    const changed = byOwner.get(pkg.folder);
    if (!changed || counted?.has(pkg.name) === false) continue;
    const path = manifestPath(root, pkg.folder);
    const before = await readAt(root, { commit: since, path, need });
    const isOwn = changed.some((file) => file !== path);
    if (!isOwn && before && (await isManifestSame(workspace, { path, before }))) continue;
    const standing = await findStanding(workspace, { pkg, before });
    touched.push({ pkg, changed, standing });
  }
  return touched;
}

async function findStanding(
  { root, packages }: Workspace,
  { pkg, before }: { readonly pkg: WorkspacePackage; readonly before: Buffer | undefined },
): Promise<Standing> {
  const tags = [keyOf(pkg), ...(packages.length === 1 ? [`v${pkg.version}`] : [])];
  for (const tag of tags) {
    if (await hasTag(root, tag, need)) return 'released';
  }
  const version = before && parseObject(before)?.['version'];
  return version === undefined || version === pkg.version ? 'open' : 'raised';
}
