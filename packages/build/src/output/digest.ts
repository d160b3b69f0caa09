import { hash } from 'node:crypto';
import { formatStamp, MAX_STAMP_LENGTH, safeParseStamp } from '@verstamp/core';
import { isDerived } from './derive.ts';
import { blankExtension } from './extension.ts';
import type { Derivation, FileDigest, StampPosition } from './record.ts';
import { blankDocument } from './version-document.ts';

/** What a digest has to leave out of a file. */
export interface Blanks {
  /** The name that a stamp has to bear to be left out: a foreign or forged one is content. */
  readonly name: string;
  /** Where stamps are said to stand in this file, in any order. */
  readonly stamps: readonly Pick<StampPosition, 'offset' | 'length' | 'kind'>[];
  /** What is said to follow from other files. */
  readonly derived?: readonly DerivedBlank[];
}

/** A place that is said to follow from another file's bytes. */
export interface DerivedBlank extends Derivation {
  /** The other file, and what has to be left out of it in turn. */
  readonly source: { readonly bytes: Uint8Array; readonly blanks: Blanks };
}

/**
 * Computes the stamp-blind digest of a file: equal for two builds that differ only in their stamps.
 * A position is left out only if the bytes there really are a stamp of that name, or follow from a file
 * that bears one.
 */
export function digestFile(path: string, bytes: Uint8Array, blanks: Blanks): FileDigest {
  // Nearly all files bear no stamp.
  const isPlain = blanks.stamps.length === 0 && !blanks.derived?.length;
  if (isPlain) return digestPlain(path, bytes);
  const content: Uint8Array[] = [];
  let size = 0;
  for (const [index, piece] of splitByStamps(bytes, blanks).entries()) {
    // The place of a stamp counts: a file without one, or with one elsewhere, has other content.
    if (index > 0) content.push(Buffer.from(`\0verstamp@${size}\0`));
    content.push(piece);
    size += piece.length;
  }
  return { path, size, sha256: hash('sha256', Buffer.concat(content)) };
}

/** Computes the digest of a file that bears no stamp. */
export function digestPlain(path: string, bytes: Uint8Array): FileDigest {
  return { path, size: bytes.length, sha256: hash('sha256', bytes) };
}

/** Returns what stands before, between and behind a file's stamps; a file that is a stamp as a whole, without it. */
function splitByStamps(bytes: Uint8Array, { name, stamps, derived = [] }: Blanks): readonly Uint8Array[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  let end = 0;
  for (const place of [...stamps, ...derived].toSorted((a, b) => a.offset - b.offset)) {
    const whole = readWhole(buffer, name, place);
    if (whole) return whole;
    const { offset, length } = place;
    // No text that is blanked is longer than a stamp.
    if (offset < end || length > MAX_STAMP_LENGTH || offset + length > buffer.length) continue;
    if (!isBlank(buffer, name, place)) continue;
    pieces.push(buffer.subarray(end, offset));
    end = offset + length;
  }
  return [...pieces, buffer.subarray(end)];
}

type Place = Blanks['stamps'][number] | DerivedBlank;

/** Returns what remains of a file that is a stamp as a whole; `undefined` if it is not. */
function readWhole(bytes: Buffer, name: string, place: Place): readonly Uint8Array[] | undefined {
  switch (place.kind) {
    case 'document':
      return [blankDocument(bytes, name) ?? bytes];
    case 'extension':
      return [blankExtension(bytes) ?? bytes];
    case 'gzip':
    case 'brotli':
    case 'zstd': {
      if (!('source' in place) || !isDerived(bytes, place, place.source.bytes)) return undefined;
      const { source } = place;
      return [Buffer.from(place.kind), ...splitByStamps(source.bytes, source.blanks)];
    }
    default:
      return undefined;
  }
}

/** What fills a stamp up to the length of its placeholder. */
const PADDING = /;p=\.+$/;

function isBlank(bytes: Buffer, name: string, place: Place): boolean {
  if ('source' in place) return isDerived(bytes, place, place.source.bytes);
  const { offset, length } = place;
  const text = bytes.toString('latin1', offset, offset + length);
  const stamp = safeParseStamp(text);
  // Only what a build writes: a field that nobody knows may mean something to others.
  return stamp?.name === name && text.replace(PADDING, '') === formatStamp(stamp);
}
