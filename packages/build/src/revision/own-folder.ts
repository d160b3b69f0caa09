import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt } from '../attempt.ts';
import { digest } from './digest.ts';

/**
 * Returns the folder in which the processes of one user on this machine meet about something; `undefined` if it
 * cannot be made or written to, or others could write to it. It is a temporary one, which may vanish at any time.
 *
 * @param subject - What it is about; the folder's path does not tell it.
 */
export function makeOwnFolder(subject: string): string | undefined {
  return attempt(() => {
    const own = join(tmpdir(), `verstamp-${process.getuid?.() ?? 'user'}`);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    if (!isPrivate(own)) return undefined;
    const folder = join(own, digest(subject));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return folder;
  });
}

/** Another user may have made the folder first, perhaps as a link. */
function isPrivate(folder: string): boolean {
  const found = lstatSync(folder);
  const isOurs =
    process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0);
  return isOurs && found.isDirectory();
}
