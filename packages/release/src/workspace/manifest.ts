import { join } from 'node:path';
import { workspaceInvalid } from '@verstamp/core/problems';
import { isObject, parseObject, textOf } from '../json.ts';
import { readFile } from './read-file.ts';

/** A package.json as it was read. */
export type Manifest = Readonly<Record<string, unknown>>;

/** The fields of package.json that say what is installed with a package. */
export const DEPENDENCY_FIELDS: readonly string[] = [
  'dependencies',
  'peerDependencies',
  'optionalDependencies',
];

/** Tells whether a package.json is that of a package which may go to a registry. */
export function isPublishable({ name, version, private: hidden }: Manifest): boolean {
  return hidden !== true && textOf(name) !== undefined && textOf(version) !== undefined;
}

/** Lists the patterns that `workspaces` of a package.json holds, in either of its two shapes. */
export function listPatterns(workspaces: unknown): readonly string[] {
  const named: unknown = isObject(workspaces) ? workspaces['packages'] : workspaces;
  return Array.isArray(named) ? named.filter((one) => typeof one === 'string') : [];
}

/**
 * Reads the package.json of a folder.
 *
 * @throws VerstampError `WORKSPACE_INVALID`, which names it, if it cannot be read or is not a JSON object.
 */
export function readManifest(folder: string): Manifest {
  const path = join(folder, 'package.json');
  const manifest = parseObject(readFile(path));
  if (!manifest) throw workspaceInvalid({ path, reason: 'it is no JSON object.' });
  return manifest;
}
