import { tarballInvalid } from '@verstamp/core/problems';
import type { ArchivedEntry } from './archive.ts';
import { TARBALL_BOUNDS, type TarballBounds } from './bounds.ts';
import { readEntries, splitPath, unpack } from './unpack.ts';

/** A file of a tarball. */
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
 * @throws VerstampError `TARBALL_INVALID` if it is damaged, cut short or beyond a bound.
 */
export async function readTarball(
  packed: Buffer,
  label: string,
  bounds: TarballBounds = TARBALL_BOUNDS,
): Promise<TarballFiles> {
  const entries = await readEntries(unpack(packed, label, bounds), label, bounds);
  const files = new Map<string, TarballFile>();
  for (const { path: whole, kind, bytes, mode } of entries) {
    const path = pathOf(whole);
    // As in an extraction, the last of two entries with one path is what the user gets.
    if (path) files.set(path, { path, kind, bytes, executable: (mode & 0o111) !== 0 });
  }
  if (!files.has('package.json')) {
    throw tarballInvalid({ tarball: label, reason: 'it holds no package.json.' });
  }
  return files;
}

/** Blank or dotted parts, or nothing but a file. */
const UNTIDY = /^\/|\/\/|\/$|(?:^|\/)\.(?:\/|$)|^[^/]*$/;

/** Installers drop the first folder, whatever its name. */
function pathOf(path: string): string {
  if (!UNTIDY.test(path)) return path.slice(path.indexOf('/') + 1);
  return splitPath(path).slice(1).join('/');
}
