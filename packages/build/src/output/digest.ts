import { createHash } from 'node:crypto';
import {
  displayVersion,
  parseVersion,
  readVersionDocument,
  safeParseStamp,
  type VersionDocument,
} from '@verstamp/core';
import type { FileDigest, StampPosition } from './record.ts';

/** What a digest has to leave out of a file. */
export interface Blanks {
  /** The name that a stamp has to bear to be left out: a foreign or forged one is content. */
  readonly name: string;
  /** Where stamps are said to stand in this file, in any order. */
  readonly stamps: readonly Pick<StampPosition, 'offset' | 'length' | 'kind'>[];
}

/**
 * Computes the stamp-blind digest of a file: equal for two builds that differ only in their stamps.
 * A position is left out only where the bytes there really are a stamp of that name.
 */
export function digestFile(path: string, bytes: Uint8Array, blanks: Blanks): FileDigest {
  const pieces = splitByStamps(bytes, blanks);
  const hash = createHash('sha256');
  for (const [index, piece] of pieces.entries()) {
    // Where a stamp stood counts, so that a file without one is another file.
    if (index > 0) hash.update('\0verstamp\0');
    hash.update(piece);
  }
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return { path, size, sha256: hash.digest('hex') };
}

/** Gives what stands before, between and behind a file's stamps; a version document without what is its stamp. */
export function splitByStamps(bytes: Uint8Array, { name, stamps }: Blanks): readonly Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  let end = 0;
  for (const { offset, length, kind } of stamps.toSorted((a, b) => a.offset - b.offset)) {
    if (kind === 'document') return [blankDocument(buffer, name) ?? buffer];
    if (offset < end || offset + length > buffer.length) continue;
    if (safeParseStamp(buffer.toString('latin1', offset, offset + length))?.name !== name) continue;
    pieces.push(buffer.subarray(end, offset));
    end = offset + length;
  }
  return [...pieces, buffer.subarray(end)];
}

/** A version document without revision, time and commit; `undefined` where it is none of this name. */
function blankDocument(bytes: Buffer, name: string): Uint8Array | undefined {
  const document = readDocument(bytes);
  if (document?.name !== name) return undefined;
  const { time: _time, commit: _commit, version, ...advertised } = document;
  return Buffer.from(JSON.stringify({ ...advertised, version: displayVersion(parseVersion(version)) }));
}

function readDocument(bytes: Buffer): VersionDocument | undefined {
  try {
    return readVersionDocument(JSON.parse(bytes.toString('utf8')));
  } catch {
    return undefined;
  }
}
