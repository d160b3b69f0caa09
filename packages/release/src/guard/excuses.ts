import { findUnplanned } from '@verstamp/build/revision';
import { readCovered } from '../workspace/changesets.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { DecideOptions } from './decision/judgement.ts';

/** What excuses that released packages were changed. */
export interface Excuses extends DecideOptions {
  /** The names of the packages that pending changesets cover. */
  readonly covered: ReadonlySet<string>;
}

const NONE: Excuses = { covered: new Set(), lenient: false };

/**
 * Reads what excuses changes of a workspace's packages: nothing has to be read if nothing was changed.
 *
 * @throws VerstampError `CONFIG_INVALID`, `WORKSPACE_INVALID`.
 */
export async function readExcuses(
  { root, changesets }: Pick<Workspace, 'root' | 'changesets'>,
  isChanged: boolean,
): Promise<Excuses> {
  if (!isChanged) return NONE;
  const covered = changesets ? await readCovered(root) : NONE.covered;
  return { covered, lenient: findUnplanned(root) === 'warn' };
}
