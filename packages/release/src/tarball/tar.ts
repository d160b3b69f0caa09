import { TARBALL_BOUNDS, type TarballBounds } from './bounds.ts';
import { readEntries, splitPath, unpack } from './unpack.ts';

/**
 * Reads any tar archive, gzipped or not, as the folder that it unpacks to: its files by path with `/`.
 *
 * @param label - What the archive is called in errors: a path or a URL without credentials.
 * @returns `undefined` if the bytes are not an archive.
 * @throws VerstampError `TARBALL_INVALID` if it is damaged, cut short or beyond a bound.
 */
export async function readTar(
  bytes: Buffer,
  label: string,
  bounds: TarballBounds = TARBALL_BOUNDS,
): Promise<ReadonlyMap<string, Buffer> | undefined> {
  const archive = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(bytes, label, bounds) : bytes;
  // What tar writes has borne this mark since 1988.
  if (!archive.subarray(257, 262).equals(Buffer.from('ustar'))) return undefined;
  const entries = await readEntries(archive, label, bounds);
  const files = new Map<string, Buffer>();
  for (const { path, kind, bytes: own, isHard } of entries) {
    // Of a file with several names, tar writes the bytes under the first that it meets.
    const content = kind === 'file' ? own : isHard && files.get(tidy(own.toString()));
    if (content) files.set(tidy(path), content);
  }
  return files;
}

function tidy(path: string): string {
  return splitPath(path).join('/');
}
