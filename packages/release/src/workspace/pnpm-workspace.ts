import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isObject, isTexts, parseObject } from '../json.ts';
import { findUp, isMember, PACKAGE } from './find-up.ts';
import { listPlainFolders, matchFolders } from './folders.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { readFile } from './read-file.ts';

/** A package of a workspace as it is on disk. */
export interface Member {
  /** Its folder, absolute. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The packages of a workspace as they are on disk. */
export interface FoundPackages {
  readonly root: string;
  /** The kind of workspace. */
  readonly tool: string;
  readonly packages: readonly Member[];
}

/** Files of other kinds of workspaces. */
const OTHERS: readonly string[] = ['lerna.json', 'rush.json'];

/**
 * Finds what `@manypkg/get-packages` finds in a workspace of pnpm, without its parser of YAML: seventy files, which
 * cost as much to load as sixty packages to ask for. `undefined` if the library is to decide: another kind of
 * workspace is as near, the nearest package is not named, or something is odd.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if the package.json of a package is not a JSON object.
 */
export async function findPnpmPackages(cwd: string): Promise<FoundPackages | undefined> {
  const root = findRoot(resolve(cwd));
  if (root === undefined) return undefined;
  const patterns = await readPnpmPatterns(root);
  if (!patterns) return undefined;
  const folders = listPlainFolders(root, patterns) ?? (await matchFolders(root, patterns));
  if (!isMember(findUp(resolve(cwd), PACKAGE), { root, folders })) return undefined;
  const packages = folders
    .toSorted()
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }));
  return packages.every(({ manifest }) => manifest['name']) ? { root, tool: 'pnpm', packages } : undefined;
}

/** Looks up for the nearest workspace, and returns its folder if it can only be pnpm's. */
function findRoot(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  const manifest = existsSync(file) ? parseObject(readFile(file)) : {};
  if (!manifest || manifest['workspaces'] || OTHERS.some((name) => existsSync(join(folder, name)))) {
    return undefined;
  }
  if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return folder;
  return dirname(folder) === folder ? undefined : findRoot(dirname(folder));
}

/** Reads the patterns that pnpm-workspace.yaml holds; `undefined` if it has none, or something is odd. */
export async function readPnpmPatterns(root: string): Promise<readonly string[] | undefined> {
  const { load } = await import('js-yaml');
  try {
    const settings: unknown = load(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'));
    const patterns = isObject(settings) ? settings['packages'] : undefined;
    return isTexts(patterns) && patterns.length > 0 ? patterns : undefined;
  } catch {
    return undefined;
  }
}
