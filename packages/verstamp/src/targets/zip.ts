import { buffer } from 'node:stream/consumers';
import * as zlib from 'node:zlib';
import { fromBufferPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl';

/** What a zip may hold at most. */
export interface ZipBounds {
  readonly files: number;
  /** Unpacked, of all files together. */
  readonly bytes: number;
}

/** What is told to people as it stands; what the library says may repeat the names that an archive holds. */
class PlainReason extends Error {}

/**
 * Reads a zip into memory; nothing is written to disk, so no path in it can escape. Sizes are those that the
 * archive states: no file is unpacked further. Many entries may name the same bytes, and each counts.
 *
 * @param fail - Makes the error to throw.
 */
export async function readZip(
  packed: Buffer,
  bounds: ZipBounds,
  fail: (reason: string, cause?: unknown) => Error,
): Promise<ReadonlyMap<string, Buffer>> {
  const files = new Map<string, Buffer>();
  let [count, size] = [0, 0];
  try {
    const zip = await fromBufferPromise(packed, { decodeStrings: false });
    for await (const entry of zip.eachEntry()) {
      size += entry.uncompressedSize;
      if (++count > bounds.files) throw new PlainReason(`it holds more than ${bounds.files} files.`);
      if (size > bounds.bytes) throw new PlainReason(`it unpacks to more than ${bounds.bytes} bytes.`);
      // Nothing is written, so a name may lead anywhere; the library refuses some where it decodes them itself.
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
      const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
      if (!name.endsWith('/')) files.set(name, await unpack(zip, entry));
    }
  } catch (cause) {
    throw fail(cause instanceof PlainReason ? cause.message : 'it is no sound zip archive.', cause);
  }
  return files;
}

/** The library checks signatures and sizes, and leaves the rest to others. */
async function unpack(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if (!entry.canDecodeFileData())
    throw new PlainReason('it holds files that are encrypted, or packed by another method than deflate.');
  const { fileName } = await zip.readLocalFileHeaderPromise(entry);
  if (!fileName.equals(entry.fileNameRaw)) throw new Error('a file has two names');
  const bytes = await buffer(await zip.openReadStreamPromise(entry));
  // Node has it since 22.2.
  if ('crc32' in zlib && zlib.crc32(bytes) !== entry.crc32) throw new Error('a checksum does not match');
  return bytes;
}
