import { quote } from '@verstamp/core';

/** Writes the path of a file in a tarball for people. */
export function showPath(path: string): string {
  return quote(path, 200);
}
