import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { codeOf } from '../failure.ts';

/**
 * Reads a file, and returns what is made of its bytes; `undefined` if it is gone. The next file takes their place:
 * whoever keeps them copies them.
 */
export type Reader = <T>(path: string, use: (bytes: Buffer) => T) => T | undefined;

/** Nearly all files that a bundler writes are smaller. */
const MOST_BYTES = 256 * 1024;

/** Creates what reads the files of a folder, by path. */
export function createReader(folder: string): Reader {
  // New memory for each file would take as long as to read it.
  const shared = Buffer.allocUnsafeSlow(MOST_BYTES);
  return (path, use) => {
    // Both are clean: to join them properly would take a third as long as to read.
    const file = `${folder}/${path}`;
    const descriptor = openIfPresent(file);
    if (descriptor === undefined) return undefined;
    try {
      const length = readSync(descriptor, shared);
      return use(length === shared.length ? readFileSync(file) : shared.subarray(0, length));
    } finally {
      closeSync(descriptor);
    }
  };
}

function openIfPresent(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}
