import { unzipSync, type UnzipFileInfo } from 'fflate';

/** What a zip may hold at most. */
export interface ZipBounds {
  readonly files: number;
  /** Unpacked, of all files together. */
  readonly bytes: number;
}

/**
 * Reads a zip into memory; nothing is written to disk, so no path in it can escape. Sizes are those that the
 * archive states: no file is unpacked further. One that is not packed takes as much as it has in the archive, where many
 * entries may name the same bytes.
 *
 * @param fail - Makes the error to throw.
 */
export function readZip(
  packed: Uint8Array,
  bounds: ZipBounds,
  fail: (reason: string, cause?: unknown) => Error,
): ReadonlyMap<string, Buffer> {
  let [count, size] = [0, 0];
  const filter = ({ name, ...stated }: UnzipFileInfo) => {
    size += Math.max(stated.size, stated.originalSize);
    if (++count > bounds.files) throw new RangeError(`it holds more than ${bounds.files} files.`);
    if (size > bounds.bytes) throw new RangeError(`it unpacks to more than ${bounds.bytes} bytes.`);
    return !name.endsWith('/');
  };
  try {
    const files = Object.entries(unzipSync(packed, { filter }));
    return new Map(files.map(([name, bytes]) => [name.replaceAll('\\', '/'), Buffer.from(bytes)]));
  } catch (cause) {
    throw fail(cause instanceof RangeError ? cause.message : 'it is no sound zip archive.', cause);
  }
}
