import { gunzipSync } from 'node:zlib';
import { tarballInvalid } from '@verstamp/core/problems';
import { readArchive, TooManyEntries, type ArchivedEntry } from './archive.ts';
import { TARBALL_BOUNDS, type TarballBounds } from './bounds.ts';

/** A file as it stands in a tarball. */
export interface TarballFile {
  /** The path below the package's folder, with `/`. */
  readonly path: string;
  readonly executable: boolean;
  /** `link` for symbolic and hard links, whose bytes are their target. */
  readonly kind: ArchivedEntry['kind'];
  readonly bytes: Buffer;
}

/** The files of a tarball by path. */
export type TarballFiles = ReadonlyMap<string, TarballFile>;

/**
 * Reads a packed package into memory; nothing is written to disk, so no path in it can escape.
 *
 * @param label - What the tarball is called in errors: a path or a URL without credentials.
 * @throws VerstampError `TARBALL_INVALID` where it is damaged, cut short or beyond a bound.
 */
export async function readTarball(
  packed: Buffer,
  label: string,
  bounds: TarballBounds = TARBALL_BOUNDS,
): Promise<TarballFiles> {
  const archive = unpack(packed, label, bounds);
  const fail = (reason: string, cause?: unknown) => tarballInvalid({ tarball: label, reason }, { cause });
  const entries = await readArchive(archive, bounds.files).catch((error: unknown) => {
    throw error instanceof TooManyEntries
      ? fail(`it holds more than ${bounds.files} files.`)
      : fail('it is no sound tar archive.', error);
  });
  const files = new Map<string, TarballFile>();
  for (const { path: whole, kind, bytes, mode } of entries) {
    const path = pathOf(whole);
    // As in an extraction, the last of two entries with one path is what the user gets.
    if (path) files.set(path, { path, kind, bytes, executable: (mode & 0o111) !== 0 });
  }
  if (!files.has('package.json')) throw fail('it holds no package.json.');
  return files;
}

function unpack(packed: Buffer, tarball: string, { packedBytes, unpackedBytes }: TarballBounds): Buffer {
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

/** Gzip ends with the size of what it holds; where that is not true, only time is lost. */
function expectSize(packed: Buffer): number {
  const stated = packed.length < 18 ? 0 : packed.readUInt32LE(packed.length - 4);
  return Math.max(1024, Math.min(stated + 1, packed.length * MAX_RATIO));
}

/** Gzip makes nothing smaller than this. */
const MAX_RATIO = 1032;

/** Blank or dotted parts, or nothing but a file. */
const UNTIDY = /^\/|\/\/|\/$|(?:^|\/)\.(?:\/|$)|^[^/]*$/;

/** Installers drop the first folder, whatever its name. */
function pathOf(path: string): string {
  if (!UNTIDY.test(path)) return path.slice(path.indexOf('/') + 1);
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .slice(1)
    .join('/');
}
