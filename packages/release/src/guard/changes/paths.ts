import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';

/**
 * Returns the path from the root to a folder, with slashes; `''` for the root itself. It is where links lead, since git
 * knows files by their places alone.
 */
export function pathBelow(root: string, folder: string): string {
  return relative(findPlace(root), findPlace(folder)).split(sep).join('/');
}

/** Returns the path of a package's package.json below the root, with slashes. */
export function manifestPath(root: string, folder: string): string {
  const path = pathBelow(root, folder);
  return path === '' ? 'package.json' : `${path}/package.json`;
}

function findPlace(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}
