import { resolve } from 'node:path';
import { makeOwnFolder } from '../own-folder.ts';

/**
 * Returns the folder in which the processes of one user on this machine meet that ask one remote; nothing but speed
 * depends on it.
 *
 * @param address - The remote's, as git gives it; it may hold a password.
 * @param root - The folder that a relative path begins at.
 */
export function makeMeetingFolder(address: string, root: string): string | undefined {
  return makeOwnFolder(toAbsolute(address, root));
}

/** Git takes for a path what has neither a scheme nor a host before a colon. */
function toAbsolute(address: string, root: string): string {
  return /^[^/\\]*:/.test(address) ? address : resolve(root, address);
}
