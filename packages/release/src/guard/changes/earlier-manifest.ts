import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitNeed } from '@verstamp/core/problems';
import { askGit } from '../../git/git.ts';
import type { ResolveCatalog } from '../../workspace/catalogs.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { describeManifest } from './manifest-content.ts';
import { pathBelow } from './owners.ts';

/** Returns the path of a package's package.json below the root, with slashes. */
export function manifestPath(root: string, folder: string): string {
  const path = pathBelow(root, folder);
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
  { root, packages }: Pick<Workspace, 'root' | 'packages'>,
  { path, before, catalogs }: EarlierManifest,
): Promise<boolean> {
  const siblings = new Set(packages.map(({ name }) => name));
  const now = await readFile(join(root, path));
  const then = describeManifest(before, { siblings, ...(catalogs && { resolve: catalogs.before }) });
  return (
    then !== undefined &&
    then === describeManifest(now, { siblings, ...(catalogs && { resolve: catalogs.now }) })
  );
}
