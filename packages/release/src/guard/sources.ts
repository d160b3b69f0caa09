import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { GitNeed } from '@verstamp/core/problems';
import { askGit } from '../git/git.ts';
import type { ResolveCatalog } from '../workspace/catalogs.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import { describeManifest } from './manifest-content.ts';

/** The packages among which owners of files are found. */
export type Owners = Pick<Workspace, 'root'> & {
  readonly packages: readonly Pick<WorkspacePackage, 'name' | 'folder'>[];
};

/**
 * Finds the files of every package, by its folder: those whose innermost package it is, and the submodule that it is in.
 *
 * @param files - Their paths below the root.
 */
export function groupByOwner(
  files: readonly string[],
  { root, packages }: Owners,
): ReadonlyMap<string, readonly string[]> {
  const owners = packages
    .map(({ folder }) => ({ folder, path: pathOf(root, folder) }))
    .toSorted((a, b) => b.path.length - a.path.length);
  const byOwner = new Map<string, string[]>();
  for (const file of files) {
    const innermost = owners.find(({ path }) => isWithin(file, path));
    const inSubmodule = owners.filter(({ path }) => path !== file && isWithin(path, file));
    for (const { folder } of innermost ? [innermost, ...inSubmodule] : inSubmodule) {
      const known = byOwner.get(folder);
      if (known) known.push(file);
      else byOwner.set(folder, [file]);
    }
  }
  return byOwner;
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Returns the path of a package's package.json below the root, with slashes. */
export function manifestPath(root: string, folder: string): string {
  const path = pathOf(root, folder);
  return path === '' ? 'package.json' : `${path}/package.json`;
}

/**
 * Reads a file as a commit has it; `undefined` if it does not.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell.
 */
export async function readAt(
  root: string,
  { commit, path, need }: { readonly commit: string; readonly path: string; readonly need: GitNeed },
): Promise<Buffer | undefined> {
  const listed = await askGit(root, ['ls-tree', '--name-only', commit, '--', path], need);
  if (listed.trim() === '') return undefined;
  return Buffer.from(await askGit(root, ['show', `${commit}:./${path}`], need));
}

/** A package.json before now, and what `catalog:` stands for then and now. */
export interface EarlierManifest {
  readonly path: string;
  readonly before: Buffer;
  readonly catalogs?: { readonly before: ResolveCatalog; readonly now: ResolveCatalog } | undefined;
}

/** Tells whether a package.json says the same of the package itself now; tools and siblings' ranges do not count. */
export async function isManifestSame(
  { root, packages }: Owners,
  { path, before, catalogs }: EarlierManifest,
): Promise<boolean> {
  const siblings = new Set(packages.map(({ name }) => name));
  const now = await readFile(join(root, path));
  const then = describeManifest(before, { siblings, ...(catalogs && { resolve: catalogs.before }) });
  return then === describeManifest(now, { siblings, ...(catalogs && { resolve: catalogs.now }) });
}

function pathOf(root: string, folder: string): string {
  return relative(root, folder).split(sep).join('/');
}
