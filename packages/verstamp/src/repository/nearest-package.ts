import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { workspaceInvalid } from '@verstamp/core/problems';

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
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) return { ...parsePackage(text, path), folder };
    if (dirname(folder) === folder)
      throw workspaceInvalid({ path: cwd, reason: 'no package.json is here or above.' });
  }
}

function parsePackage(text: string, path: string): Omit<NearestPackage, 'folder'> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw workspaceInvalid({ path, reason: 'it is no JSON.' }, { cause });
  }
  const { name, version } = (value ?? {}) as { readonly name?: unknown; readonly version?: unknown };
  if (typeof name === 'string' && typeof version === 'string') return { name, version };
  const missing = typeof name === 'string' ? 'version' : 'name';
  const reason =
    `it has no ${missing}. Run this in the folder of a package; or, for one number over the whole workspace, give ` +
    'its root a name and a version, which are never published where "private" is true.';
  throw workspaceInvalid({ path, reason });
}
