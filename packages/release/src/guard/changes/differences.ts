import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listChanges } from '../../git/changes.ts';
import { readAt } from '../../git/read-at.ts';
import { CATALOG_FILES, readCatalogs } from '../../workspace/catalogs.ts';
import type { Workspace, WorkspacePackage } from '../../workspace/workspace.ts';
import { isManifestSame, type EarlierManifest } from './earlier-manifest.ts';
import { groupByOwner } from './owners.ts';
import { manifestPath } from './paths.ts';

/** What differs from a commit in a workspace. */
export interface Differences {
  readonly commit: string;
  /** The files of every package, by its folder. */
  readonly byOwner: ReadonlyMap<string, readonly string[]>;
  /** The files that packages share. */
  readonly shared: readonly string[];
  readonly catalogs: EarlierManifest['catalogs'];
}

/** How a package differs from a commit. */
export interface Difference {
  /** Its changed files, below the workspace's root. */
  readonly changed: readonly string[];
  /** Its package.json at the commit, if it was there. */
  readonly before: Buffer | undefined;
}

const need = 'branch';

/**
 * Reads what differs from a commit.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell.
 */
export async function readDifferences(workspace: Workspace, commit: string): Promise<Differences> {
  const { root, manager } = workspace;
  const files = await listChanges(root, { commit, need });
  const catalogFile = CATALOG_FILES[manager];
  const shared = files.filter((file) => file === catalogFile);
  const byOwner = groupByOwner(files, workspace);
  const isAny = byOwner.size > 0 || shared.length > 0;
  const catalogs = isAny && catalogFile !== undefined ? await readBoth(root, commit, catalogFile) : undefined;
  return { commit, byOwner, shared, catalogs };
}

/** Ranges that packages share reach users as if they stood in each package.json. */
async function readBoth(
  root: string,
  commit: string,
  file: string,
): Promise<NonNullable<EarlierManifest['catalogs']>> {
  const path = join(root, file);
  const before = await readAt(root, { commit, path: file, need });
  const now = existsSync(path) ? await readFile(path) : undefined;
  return { before: await readCatalogs(before), now: await readCatalogs(now) };
}

/**
 * Finds how a package differs from a commit in what reaches its users; `undefined` if it does not.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell.
 */
export async function findDifference(
  workspace: Workspace,
  pkg: WorkspacePackage,
  { commit, byOwner, shared, catalogs }: Differences,
): Promise<Difference | undefined> {
  const { root } = workspace;
  const own = byOwner.get(pkg.folder) ?? [];
  const changed = [...own, ...(usesCatalog(pkg) ? shared : [])];
  if (changed.length === 0) return undefined;
  const path = manifestPath(root, pkg.folder);
  const before = await readAt(root, { commit, path, need });
  const isOwn = own.some((file) => file !== path);
  if (!isOwn && before && (await isManifestSame(workspace, { path, before, catalogs }))) return undefined;
  return { changed, before };
}

function usesCatalog({ manifest }: WorkspacePackage): boolean {
  return JSON.stringify(manifest).includes('"catalog:');
}
