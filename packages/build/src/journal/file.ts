import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { VerstampError } from '@verstamp/core';
import { ledgerUnreachable } from '@verstamp/core/problems';

const QUIET = { throwIfNoEntry: false } as const;

/**
 * Says whether a file is there, and no only where nothing is.
 *
 * @throws VerstampError `LEDGER_UNREACHABLE` where something else is, such as a link to nowhere on the way to it.
 * @throws Error the system's, where nobody can tell: not every folder may be entered.
 */
export function hasFile(path: string): boolean {
  if (statSync(path, QUIET)?.isFile()) return true;
  for (let place = path; place === path || !statSync(place, QUIET); place = dirname(place)) {
    // What seems to be missing may stand behind a link whose target is not mounted.
    if (lstatSync(place, QUIET)) throw ledgerUnreachable({ path }, {});
  }
  return false;
}

/** Opens a file, and closes it whatever comes of its use. */
export function withFile<T>(path: string, flags: 'a+' | 'r', use: (file: number) => T): T {
  const file = openSync(path, flags);
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a folder; one that is called `.verstamp` keeps itself out of git. */
export function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const ignore = join(folder, '.gitignore');
  if (basename(folder) === '.verstamp' && !existsSync(ignore)) writeFileSync(ignore, '*\n');
}

/** Has on the disk which files a folder holds. */
export function syncFolder(folder: string): void {
  // Windows cannot open a folder, and needs no sync of it.
  if (process.platform === 'win32') return;
  withFile(folder, 'r', fsyncSync);
}

/**
 * Says of which ledger it was when the file system fails.
 *
 * @throws VerstampError `LEDGER_UNREACHABLE`.
 */
export function guard<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    if (cause instanceof VerstampError || !(cause instanceof Error) || !('syscall' in cause)) throw cause;
    throw ledgerUnreachable({ path }, { cause });
  }
}
