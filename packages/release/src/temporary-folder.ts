import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quote } from '@verstamp/core';

/** What a folder is for, and who hears if it cannot be removed. */
export interface FolderOptions {
  /** A word that its name shows. */
  readonly purpose: string;
  readonly say: (line: string) => void;
}

/**
 * Makes a folder for one use, and removes it afterwards; nobody else can read it. A folder that cannot be removed is
 * reported, and the result of the use is kept.
 */
export async function withTemporaryFolder<Result>(
  { purpose, say }: FolderOptions,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), `verstamp-${purpose}-`));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(({ code }: NodeJS.ErrnoException) => {
      say(`The folder ${quote(folder, 300)} stays: it could not be removed (${code ?? 'no code'}).`);
    });
  }
}
