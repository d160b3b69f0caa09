import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { VerstampError } from '@verstamp/core';
import { ledgerUnreachable } from '@verstamp/core/problems';

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
