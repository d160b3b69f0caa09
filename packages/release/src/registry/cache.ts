import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { TARBALL_BOUNDS } from '../tarball/bounds.ts';
import { formatIntegrity, isPromised, listStrong } from '../tarball/integrity.ts';

/**
 * Keeps published tarballs on this machine, each under the sha512 of its bytes. What is found is hashed anew each
 * time, so that nothing that lies in its folder can pass for what a registry promises; and nothing that goes wrong
 * there is more than a download.
 */
export interface TarballCache {
  /** Finds the bytes that an integrity promises; `undefined` if they are not here, or other bytes are. */
  find(integrity: string): Buffer | undefined;
  /** Keeps bytes that were checked, as far as there is room. */
  keep(bytes: Buffer): void;
}

/** What a cache takes at most on disk, in bytes. */
export const CACHE_BYTES: number = 512 * 2 ** 20;

/** A version that keeps them in another way takes another folder, and leaves this one alone. */
const FORMAT = 'tarballs-1';

/** A file that was kept, or one that was being written when its process was stopped. */
const NAME = /^[\da-f]{128}\.tgz(\.[\da-f-]{36})?$/;

/** Creates a cache in a folder, which need not be there. */
export function createTarballCache(folder: string, maxBytes: number = CACHE_BYTES): TarballCache {
  const place = join(folder, FORMAT);
  let total: number | undefined;
  return {
    find(integrity) {
      for (const strong of listStrong(integrity)) {
        const path = join(place, nameOf(strong));
        const bytes = attempt(() => readKept(path));
        if (!bytes || !isPromised(formatIntegrity(bytes), integrity)) continue;
        // What is used stays longest.
        attempt(() => utimesSync(path, new Date(), new Date()));
        return bytes;
      }
      return undefined;
    },
    keep(bytes) {
      attempt(() => {
        mkdirSync(place, { recursive: true, mode: 0o700 });
        total = (total ?? measure(place)) + bytes.length;
        writeWhole(join(place, nameOf(formatIntegrity(bytes))), bytes);
        if (total > maxBytes) total = dropOldest(place, maxBytes);
      });
    },
  };
}

function nameOf(strong: string): string {
  return `${Buffer.from(strong.slice('sha512-'.length), 'base64').toString('hex')}.tgz`;
}

/** Whatever lies there is asked first what it is: a pipe would be waited for. */
function readKept(path: string): Buffer | undefined {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.size > TARBALL_BOUNDS.packedBytes) return undefined;
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Another process never sees half of it. */
function writeWhole(path: string, bytes: Buffer): void {
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

function measure(place: string): number {
  return listKept(place).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Drops what was not used for longest, and gives the size of what is left. */
function dropOldest(place: string, maxBytes: number): number {
  let total = 0;
  for (const { path, bytes } of listKept(place).toSorted((a, b) => b.usedMs - a.usedMs)) {
    if (total + bytes <= maxBytes) total += bytes;
    else attempt(() => rmSync(path, { force: true }));
  }
  return total;
}

/** A cache that cannot be used counts as missing: the registry is asked instead. */
function attempt<Result>(use: () => Result): Result | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
