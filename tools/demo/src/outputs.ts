import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files of an output folder with their digests, by path. */
export type Outputs = ReadonlyMap<string, string>;

/** How two builds of the same sources differ. */
export interface OutputDifference {
  /** File names that only one of the two has. */
  readonly renamed: readonly string[];
  /** Files whose bytes differ. */
  readonly changed: readonly string[];
  /** Files that differ although their name is a hash of what they hold. */
  readonly lying: readonly string[];
}

/** Reads the digests of all files of an output folder. */
export function readOutputs(folder: string): Outputs {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex')];
    }),
  );
}

/** Compares two outputs; a name holds a hash where it looks like `name-Ab3dE5_x.js`. */
export function compareOutputs(first: Outputs, second: Outputs): OutputDifference {
  const renamed = [...first.keys()].filter((path) => !second.has(path));
  const added = [...second.keys()].filter((path) => !first.has(path));
  const changed = [...first.keys()].filter(
    (path) => second.has(path) && second.get(path) !== first.get(path),
  );
  return { renamed: [...renamed, ...added], changed, lying: changed.filter(isHashed) };
}

function isHashed(path: string): boolean {
  return /-[\w-]{8}\.\w+(\.map)?$/.test(path);
}
