import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';

/** A folder, or all folders in one, as nearly all workspaces name them: no part of it can mean anything else. */
const PLAIN = /^(?!.*\bnode_modules\b)\w[\w@-]*(?:\/[\w@-]+)*(?:\/\*)?$/;

/**
 * Lists the folders that plain patterns match, as {@link matchFolders} does, for a tenth of what it costs to load
 * and to ask. Returns `undefined` if a pattern, or what is there, is anything but plain.
 */
export function listPlainFolders(root: string, patterns: readonly string[]): readonly string[] | undefined {
  const folders = new Set<string>();
  for (const pattern of patterns) {
    const found = PLAIN.test(pattern) ? listPlain(root, pattern) : undefined;
    if (!found) return undefined;
    for (const folder of found) folders.add(folder);
  }
  return [...folders];
}

function listPlain(root: string, pattern: string): readonly string[] | undefined {
  const parts = pattern.split('/');
  const all = parts.at(-1) === '*';
  const named = all ? parts.slice(0, -1) : parts;
  // Where links lead, and under which names, is the library's to say.
  const isPlain = named.every((_, index) => isFolder(join(root, ...named.slice(0, index + 1))));
  if (!isPlain) return undefined;
  const folder = join(root, ...named);
  if (!all) return [folder];
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.some((entry) => entry.isSymbolicLink())) return undefined;
  return entries.filter(isListed).map(({ name }) => join(folder, name));
}

function isListed(entry: { readonly name: string; isDirectory(): boolean }): boolean {
  return entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules';
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Finds the folders that patterns match, links to folders too, as package managers do. */
export async function matchLinked(root: string, patterns: readonly string[]): Promise<readonly string[]> {
  const { globSync } = await import('tinyglobby');
  const files = patterns.map((pattern) => posix.join(pattern, 'package.json'));
  const options = { ignore: ['**/node_modules/**'], expandDirectories: false };
  return globSync(files, { cwd: root, ...options }).map((file) => resolve(root, dirname(file)));
}

/** Finds the folders that patterns match, as Changesets does. */
export async function matchFolders(root: string, patterns: readonly string[]): Promise<readonly string[]> {
  const { globSync } = await import('tinyglobby');
  const options = { onlyDirectories: true, ignore: ['**/node_modules'], expandDirectories: false };
  return globSync([...patterns], { cwd: root, ...options }).map((folder) => resolve(root, folder));
}
