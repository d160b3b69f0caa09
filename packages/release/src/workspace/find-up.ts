import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Finds the nearest folder, looking up from one, that holds one of some files; `undefined` if none does. */
export function findUp(folder: string, files: readonly string[]): string | undefined {
  if (files.some((file) => existsSync(join(folder, file)))) return folder;
  return dirname(folder) === folder ? undefined : findUp(dirname(folder), files);
}

/** The file that makes a folder a package's. */
export const PACKAGE: readonly string[] = ['package.json'];

/** Tells whether the nearest package is among the folders of a workspace: what it does not name belongs to itself. */
export function isMember(own: string | undefined, folders: readonly string[]): boolean {
  return own === undefined || folders.includes(own);
}
