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
  const found = statSync(path, QUIET);
  if (found?.isFile()) return true;
  // What seems to be missing may stand behind a link whose target is not mounted.
  if (found || isBehindLink(path)) throw ledgerUnreachable({ path }, {});
  return false;
}

/** Looks up from what is missing for a link that leads nowhere; others may make files and folders meanwhile. */
function isBehindLink(path: string): boolean {
  for (let place = path; !statSync(place, QUIET); place = dirname(place)) {
    if (lstatSync(place, QUIET)?.isSymbolicLink() && !statSync(place, QUIET)) return true;
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
