import { targetUnreadable } from '@verstamp/core/problems';
import type { InspectedFiles } from '@verstamp/release';

/** What an archive may hold at most. */
export interface ArchiveBounds {
  readonly files: number;
  /** Unpacked, of all files together. */
  readonly bytes: number;
}

/**
 * Opens a zip, or a tar archive, gzipped or not; `undefined` if the bytes are neither. It is known by its bytes, not by its
 * name: extensions, app packages and web archives are zips of other names.
 *
 * @throws VerstampError `TARGET_UNREADABLE`, `TARBALL_INVALID`.
 */
export async function openArchive(
  bytes: Buffer,
  target: string,
  bounds: ArchiveBounds,
): Promise<InspectedFiles | undefined> {
  if (bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) {
    const { readZip } = await import('./zip.ts');
    return await readZip(bytes, bounds, (reason, cause) => targetUnreadable({ target, reason }, { cause }));
  }
  const { readTar } = await import('@verstamp/release');
  const { files, bytes: unpackedBytes } = bounds;
  return readTar(bytes, target, { files, unpackedBytes, packedBytes: unpackedBytes });
}
