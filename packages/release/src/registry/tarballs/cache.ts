import { mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { formatIntegrity, isPromised, listStrong } from '../../tarball/integrity.ts';
import { attempt, dropOldest, measureKept, readKept, writeKept } from './kept-files.ts';

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
        total = (total ?? measureKept(place)) + bytes.length;
        writeKept(join(place, nameOf(formatIntegrity(bytes))), bytes);
        if (total > maxBytes) total = dropOldest(place, maxBytes);
      });
    },
  };
}

function nameOf(strong: string): string {
  return `${Buffer.from(strong.slice('sha512-'.length), 'base64').toString('hex')}.tgz`;
}
