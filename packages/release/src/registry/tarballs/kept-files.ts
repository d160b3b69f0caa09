import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { TARBALL_BOUNDS } from '../../tarball/bounds.ts';

/** A file that was kept, or one that was being written when its process was stopped. */
const NAME = /^[\da-f]{128}\.tgz(\.[\da-f-]{36})?$/;

/** Reads a file that may be anything, which is asked first what it is: a pipe would be waited for. */
export function readKept(path: string): Buffer | undefined {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.size > TARBALL_BOUNDS.packedBytes) return undefined;
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes a file, of which another process never sees half. */
export function writeKept(path: string, bytes: Buffer): void {
  const own = `${path}.${randomUUID()}`;
  try {
    writeFileSync(own, bytes, { flag: 'wx', mode: 0o600 });
    renameSync(own, path);
  } finally {
    rmSync(own, { force: true });
  }
}

interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly usedMs: number;
}

function listKept(place: string): readonly KeptFile[] {
  return readdirSync(place)
    .filter((name) => NAME.test(name))
    .flatMap((name) => {
      const path = join(place, name);
      const stats = attempt(() => statSync(path));
      return stats ? [{ path, bytes: stats.size, usedMs: stats.mtimeMs }] : [];
    });
}

/** Measures what is kept in a folder, in bytes. */
export function measureKept(place: string): number {
  return listKept(place).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Drops what was not used for longest, and returns the size of what is left. */
export function dropOldest(place: string, maxBytes: number): number {
  let total = 0;
  for (const { path, bytes } of listKept(place).toSorted((a, b) => b.usedMs - a.usedMs)) {
    if (total + bytes <= maxBytes) total += bytes;
    else attempt(() => rmSync(path, { force: true }));
  }
  return total;
}

/** Uses files that may be gone, or be nobody's to use: these count as missing, and the registry is asked instead. */
export function attempt<Result>(use: () => Result): Result | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
