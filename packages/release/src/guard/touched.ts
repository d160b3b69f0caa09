import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gitUnusable, refUnknown } from '@verstamp/core/problems';
import { listChanges } from '../git/changes.ts';
import { git, plain } from '../git/git.ts';
import { hasTag } from '../git/tags.ts';
import { parseObject } from '../json.ts';
import { keyOf } from '../package-version.ts';
import { CATALOG_FILES, readCatalogs } from '../workspace/catalogs.ts';
import { readChangedSince } from '../workspace/changesets.ts';
import { isSingle, type Workspace, type WorkspacePackage } from '../workspace/workspace.ts';
import { groupByOwner } from './owners.ts';
import { isManifestSame, manifestPath, readAt, type EarlierManifest } from './sources.ts';

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
  const files = await listChanges(root, { commit: since, need });
  const byOwner = groupByOwner(files, workspace);
  const catalogFile = CATALOG_FILES[workspace.manager];
  const shared = files.filter((file) => file === catalogFile);
  if (byOwner.size === 0 && shared.length === 0) return [];
  const catalogs = catalogFile === undefined ? undefined : await readBoth(root, since, catalogFile);
  const counted = changesets ? await readChangedSince(root, since) : undefined;
  const touched: Touched[] = [];
  for (const pkg of packages) {
    const path = manifestPath(root, pkg.folder);
    const all = byOwner.get(pkg.folder) ?? [];
    const isLeftOut = counted?.has(pkg.name) === false && all.every((file) => isSeen(file, path));
    const own = isLeftOut ? [] : all;
    const changed = [...own, ...(usesCatalog(pkg) ? shared : [])];
    if (changed.length === 0) continue;
    const before = await readAt(root, { commit: since, path, need });
    const isOwn = own.some((file) => file !== path);
    if (!isOwn && before && (await isManifestSame(workspace, { path, before, catalogs }))) continue;
    touched.push({ pkg, changed, standing: await findStanding(workspace, { pkg, before }) });
  }
  return touched;
}

/** Changesets does not see files whose names git quotes, nor those of a package in a submodule. */
function isSeen(file: string, manifest: string): boolean {
  return /^(?:(?!["\\])[ -~])+$/.test(file) && file.startsWith(manifest.replace(/package\.json$/, ''));
}

/** Ranges that packages share reach users as if they stood in each package.json. */
async function readBoth(root: string, since: string, file: string): Promise<EarlierManifest['catalogs']> {
  const path = join(root, file);
  const before = await readAt(root, { commit: since, path: file, need });
  const now = existsSync(path) ? await readFile(path) : undefined;
  return { before: await readCatalogs(before), now: await readCatalogs(now) };
}

function usesCatalog({ manifest }: WorkspacePackage): boolean {
  return JSON.stringify(manifest).includes('"catalog:');
}

async function findStanding(
  workspace: Workspace,
  { pkg, before }: { readonly pkg: WorkspacePackage; readonly before: Buffer | undefined },
): Promise<Standing> {
  const tags = [keyOf(pkg), ...(isSingle(workspace) ? [`v${pkg.version}`] : [])];
  for (const tag of tags) {
    if (await hasTag(workspace.root, tag, need)) return 'released';
  }
  const version = before && parseObject(before)?.['version'];
  return version === undefined || version === pkg.version ? 'open' : 'raised';
}
