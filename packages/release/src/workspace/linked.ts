import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { listPlainFolders, matchLinked } from './folders.ts';
import { isPublishable, listPatterns, readManifest } from './manifest.ts';
import { readPnpmPatterns, type FoundPackages, type Member } from './pnpm-workspace.ts';

/** The workspaces whose packages are named by patterns that package managers follow links by. */
const FOLLOWING: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'bun']);

/**
 * Finds the packages of a workspace that only a link leads to: package managers publish them as any other, and Changesets
 * does not see them.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if the package.json of one is not a JSON object.
 */
export async function findLinked({ root, tool, packages }: FoundPackages): Promise<readonly Member[]> {
  if (!FOLLOWING.has(tool)) return [];
  const patterns =
    tool === 'pnpm' ? ((await readPnpmPatterns(root)) ?? []) : listPatterns(readManifest(root)['workspaces']);
  return listLinked(root, { patterns, folders: packages.map(({ folder }) => folder) });
}

/**
 * Lists the packages that patterns match by links alone, beside those whose folders are found without.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if the package.json of one is not a JSON object.
 */
export async function listLinked(
  root: string,
  { patterns, folders }: { readonly patterns: readonly string[]; readonly folders: readonly string[] },
): Promise<readonly Member[]> {
  // Where all is plain, nothing is a link.
  if (listPlainFolders(root, patterns)) return [];
  const top = realpathSync(root);
  const known = new Set([top, ...folders.map((folder) => realpathSync(folder))]);
  const linked: Member[] = [];
  for (const folder of await matchLinked(root, patterns)) {
    const place = realpathSync(folder);
    if (known.has(place) || place === join(top, relative(root, folder))) continue;
    known.add(place);
    const manifest = readManifest(folder);
    // Nobody can publish what lacks a name or a version, and links lead to what was not made for this workspace.
    if (manifest['private'] === true || isPublishable(manifest)) linked.push({ folder, manifest });
  }
  return linked;
}
