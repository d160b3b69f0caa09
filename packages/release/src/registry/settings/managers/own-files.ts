import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment } from '../../../environment.ts';

/** Returns the folder of the user's own settings. */
export function findHome(env: Environment): string {
  return env['HOME'] ?? env['USERPROFILE'] ?? homedir();
}

/** Reads a file of settings in a folder, in all around it and in the user's own: what comes first goes before the others. */
export function readAround(
  root: string,
  { file, env }: { readonly file: string; readonly env: Environment },
): string[] {
  const folders = [root];
  for (let folder = root; folder !== dirname(folder);) folders.push((folder = dirname(folder)));
  return [...new Set([...folders, findHome(env)])].map((folder) => readSettings(join(folder, file)));
}

/** Reads a file of settings; an empty text if there is none. */
export function readSettings(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
