import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** How two outputs of the same sources differ. */
export interface OutputDifference {
  /** Files that only one of the two has. */
  readonly renamed: readonly string[];
  /** Files that both have, with other bytes. */
  readonly changed: readonly string[];
}

/** Reads the digests of all files of a folder, by path. */
export function readOutputs(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  return new Map(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );
}

/** Compares two output folders. */
export function compareOutputs(first: string, second: string): OutputDifference {
  const before = readOutputs(first);
  const after = readOutputs(second);
  const all = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  return {
    renamed: all.filter((path) => !before.has(path) || !after.has(path)),
    changed: all.filter(
      (path) => before.has(path) && after.has(path) && before.get(path) !== after.get(path),
    ),
  };
}

/** Whether a file's name holds a hash of what it holds. */
export function isHashed(path: string): boolean {
  return /-[\w-]{8}\.\w+(\.map)?$/.test(path);
}
