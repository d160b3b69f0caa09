import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Finds the nearest folder, looking up from one, that holds one of some files; `undefined` if none does. */
export function findUp(folder: string, files: readonly string[]): string | undefined {
  if (files.some((file) => existsSync(join(folder, file)))) return folder;
  return dirname(folder) === folder ? undefined : findUp(dirname(folder), files);
}

/** The file that makes a folder a package's. */
export const PACKAGE: readonly string[] = ['package.json'];

/**
 * Tells whether what is in the nearest package belongs to a workspace: what that does not name belongs to itself. A
 * package above the workspace owns nothing in it.
 */
export function isMember(
  own: string | undefined,
  { root, folders }: { readonly root: string; readonly folders: readonly string[] },
): boolean {
  return own === undefined || relative(root, own).startsWith('..') || [root, ...folders].includes(own);
}
