import { gunzipSync } from 'node:zlib';
import { tarballInvalid } from '@verstamp/core/problems';
import { readArchive, TooManyEntries, type ArchivedEntry } from './archive.ts';
import type { TarballBounds } from './bounds.ts';

/**
 * Unpacks gzip, no further than a bound.
 *
 * @throws VerstampError `TARBALL_INVALID`
 */
export function unpack(
  packed: Buffer,
  tarball: string,
  { packedBytes, unpackedBytes }: TarballBounds,
): Buffer {
  if (packed.length > packedBytes) {
    throw tarballInvalid({ tarball, reason: `it is larger than ${packedBytes} bytes.` });
  }
  try {
    const chunkSize = Math.min(expectSize(packed), unpackedBytes);
    return gunzipSync(packed, { maxOutputLength: unpackedBytes, chunkSize });
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const reason = large ? `it unpacks to more than ${unpackedBytes} bytes.` : 'it is not sound gzip.';
    throw tarballInvalid({ tarball, reason }, { cause: error });
  }
}

/** Gzip ends with the size of what it holds; if that is not true, only time is lost. */
function expectSize(packed: Buffer): number {
  const stated = packed.length < 18 ? 0 : packed.readUInt32LE(packed.length - 4);
  return Math.max(1024, Math.min(stated + 1, packed.length * MAX_RATIO));
}

/** The most that gzip compresses. */
const MAX_RATIO = 1032;

/**
 * Reads the files and links of a tar archive that is unpacked.
 *
 * @throws VerstampError `TARBALL_INVALID`
 */
export async function readEntries(
  archive: Buffer,
  tarball: string,
  { files }: Pick<TarballBounds, 'files'>,
): Promise<readonly ArchivedEntry[]> {
  return readArchive(archive, files).catch((cause: unknown) => {
    const many = cause instanceof TooManyEntries;
    const reason = many ? `it holds more than ${files} files.` : 'it is no sound tar archive.';
    throw tarballInvalid({ tarball, reason }, { cause });
  });
}

/** Lists the parts of a path in an archive, without blank and dotted ones. */
export function splitPath(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
