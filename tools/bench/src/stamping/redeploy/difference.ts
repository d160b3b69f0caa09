import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HASHED_FOLDER } from '../builds/bundlers/index.ts';
import { listFiles } from '../outputs/files.ts';

/** What differs between two outputs of the same app. */
export interface Difference {
  readonly files: number;
  /** Files whose names are hashes. */
  readonly hashed: number;
  /** Those that have another name now. */
  readonly renamed: number;
  /** Those that have the same name and other bytes. */
  readonly rewritten: number;
  readonly bytes: number;
  /** The bytes of all files that are not as they were. */
  readonly changedBytes: number;
  /** Whether the digests of content are the same bytes; `undefined` where there are none. */
  readonly sameDigests: boolean | undefined;
}

const DIGESTS = '.verstamp/files.json';

/** Compares two output folders, file by file. */
export function compareOutputs(before: string, after: string): Difference {
  const [old, now] = [describe(before), describe(after)];
  const changed = [...now].filter(([path, { digest }]) => old.get(path)?.digest !== digest);
  const hashed = [...now.keys()].filter(isHashed);
  return {
    files: now.size,
    hashed: hashed.length,
    renamed: hashed.filter((path) => !old.has(path)).length,
    rewritten: changed.filter(([path]) => isHashed(path) && old.has(path)).length,
    bytes: sum([...now.values()]),
    changedBytes: sum(changed.map(([, file]) => file)),
    sameDigests: now.has(DIGESTS) ? now.get(DIGESTS)?.digest === old.get(DIGESTS)?.digest : undefined,
  };
}

interface File {
  readonly size: number;
  readonly digest: string;
}

function describe(folder: string): ReadonlyMap<string, File> {
  return new Map(
    listFiles(folder).map((path) => {
      const bytes = readFileSync(join(folder, path));
      return [
        path,
        { size: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') },
      ] as const;
    }),
  );
}

function isHashed(path: string): boolean {
  return path.startsWith(`${HASHED_FOLDER}/`);
}

function sum(files: readonly File[]): number {
  return files.reduce((total, { size }) => total + size, 0);
}
