import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceInvalid } from '@verstamp/core/problems';
import { isTexts, parseObject } from '../json.ts';
import { readFile } from './read-file.ts';

/** The prerelease mode of Changesets. */
export interface Prerelease {
  /** Whether the next versions are prereleases, or end them. */
  readonly mode: 'pre' | 'exit';
  readonly tag: string;
  /** The changesets that are in a prerelease already, where they stand among the others, as with Changesets 2. */
  readonly released: ReadonlySet<string>;
}

/**
 * Reads the prerelease mode of Changesets; `undefined` outside it. The library of Changesets 3 rewrites what Changesets 2
 * has left, moves its changesets, and prints a file that it cannot parse.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if Changesets cannot use the file.
 */
export function readPrerelease(root: string): Prerelease | undefined {
  const path = join(root, '.changeset', 'pre.json');
  if (!existsSync(path)) return undefined;
  const bytes = readFile(path);
  // Changesets takes no byte order mark.
  const state = bytes[0] === 0xef ? undefined : parseObject(bytes);
  if (!state) throw workspaceInvalid({ path, reason: 'it is no JSON object.' });
  const { mode, tag } = state;
  const changesets = state['changesets'] ?? [];
  if ((mode !== 'pre' && mode !== 'exit') || typeof tag !== 'string' || !isTexts(changesets)) {
    throw workspaceInvalid({ path, reason: 'its "mode", "tag" or "changesets" is none of Changesets.' });
  }
  return { mode, tag, released: new Set(changesets) };
}
