import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { digest } from './refs.ts';

/**
 * Returns the folder in which the processes of one user on this machine meet that ask one remote; `undefined` if
 * it cannot be made or written to, or others could write to it. It is a temporary one: nothing but speed depends on it.
 *
 * @param address - The remote's, as git gives it.
 * @param root - The folder that a relative path begins at.
 */
export function makeMeetingFolder(address: string, root: string): string | undefined {
  try {
    const own = join(tmpdir(), `verstamp-${process.getuid?.() ?? 'user'}`);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    if (!isPrivate(own)) return undefined;
    // An address may hold a password.
    const folder = join(own, digest(toAbsolute(address, root)));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    return undefined;
  }
}

/** Another user may have made the folder first, perhaps as a link. */
function isPrivate(folder: string): boolean {
  const found = lstatSync(folder);
  const isOurs =
    process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o077) === 0);
  return isOurs && found.isDirectory();
}

/** Git takes for a path what has neither a scheme nor a host before a colon. */
function toAbsolute(address: string, root: string): string {
  return /^[^/\\]*:/.test(address) ? address : resolve(root, address);
}
