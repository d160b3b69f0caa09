import { gunzipSync } from 'node:zlib';
import { tarballInvalid } from '@verstamp/core/problems';
import type { ReadEntry } from 'tar';
import { TARBALL_BOUNDS, type TarballBounds } from './bounds.ts';

/** A file as it stands in a tarball. */
export interface TarballFile {
  /** The path below the package's folder, with `/`. */
  readonly path: string;
  readonly executable: boolean;
  /** `link` for symbolic and hard links, whose bytes are their target. */
  readonly kind: 'file' | 'link';
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
  const { Parser } = await import('tar');
  const archive = unpack(packed, label, bounds);
  const files = new Map<string, TarballFile>();
  const fail = (reason: string, cause?: unknown) => tarballInvalid({ tarball: label, reason }, { cause });
  let entries = 0;
  let failure: Error | undefined;
  const parser = new Parser({
    strict: true,
    onReadEntry(entry: ReadEntry) {
      if (++entries > bounds.files) failure ??= fail(`it holds more than ${bounds.files} files.`);
      const kind = kindOf(entry.type);
      const path = kind && pathOf(entry.path);
      if (failure || !kind || !path) {
        entry.resume();
        return;
      }
      const chunks: Buffer[] = [];
      entry.on('data', (chunk) => void chunks.push(chunk));
      entry.on('end', () => {
        const bytes = kind === 'link' ? Buffer.from(entry.linkpath ?? '') : Buffer.concat(chunks);
        // As in an extraction, the last of two entries with one path is what the user gets.
        files.set(path, { path, kind, bytes, executable: ((entry.mode ?? 0) & 0o111) !== 0 });
      });
    },
  });
  parser.on('error', (error: Error) => {
    failure ??= fail('it is no sound tar archive.', error);
  });
  parser.end(archive);
  if (failure) throw failure;
  if (!files.has('package.json')) throw fail('it holds no package.json.');
  return files;
}

function unpack(packed: Buffer, tarball: string, { packedBytes, unpackedBytes }: TarballBounds): Buffer {
  if (packed.length > packedBytes) {
    throw tarballInvalid({ tarball, reason: `it is larger than ${packedBytes} bytes.` });
  }
  try {
    return gunzipSync(packed, { maxOutputLength: unpackedBytes });
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    const reason = large ? `it unpacks to more than ${unpackedBytes} bytes.` : 'it is not sound gzip.';
    throw tarballInvalid({ tarball, reason }, { cause: error });
  }
}

function kindOf(type: string): TarballFile['kind'] | undefined {
  if (type === 'File' || type === 'OldFile' || type === 'ContiguousFile') return 'file';
  return type === 'Link' || type === 'SymbolicLink' ? 'link' : undefined;
}

/** Installers drop the first folder, whatever its name. */
function pathOf(path: string): string {
  return path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .slice(1)
    .join('/');
}
