import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { workspaceInvalid } from '@verstamp/core/problems';
import { readManifest, type Manifest } from '@verstamp/release';

/** The package that a folder belongs to, as its package.json names it. */
export interface NearestPackage {
  readonly name: string;
  readonly version: string;
  /** Its folder. */
  readonly folder: string;
}

/**
 * Finds the package that a folder belongs to: the nearest package.json, looking up.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if there is none, or it lacks name or version.
 */
export async function findNearestPackage(cwd: string): Promise<NearestPackage> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (existsSync(path)) return { ...parsePackage(readManifest(folder), path), folder };
    if (dirname(folder) === folder)
      throw workspaceInvalid({ path: cwd, reason: 'no package.json is here or above.' });
  }
}

function parsePackage({ name, version }: Manifest, path: string): Omit<NearestPackage, 'folder'> {
  if (typeof name === 'string' && typeof version === 'string') return { name, version };
  const missing = typeof name === 'string' ? 'version' : 'name';
  const reason =
    `it has no ${missing}. Run this in the folder of a package; or, for one number over the whole workspace, give ` +
    'its root a name and a version, which are never published where "private" is true.';
  throw workspaceInvalid({ path, reason });
}
