import type { ParsedStamp } from '@verstamp/core';

/**
 * What a stamp stands in: a page's meta element, code, a source map, or the whole of a version document or of a
 * browser extension's manifest.
 */
export type StampKind = 'page' | 'inline' | 'map' | 'document' | 'extension';

/** How bytes follow from another file's: packed as a whole, or naming it by digest, in hex or base64. */
export type DerivationKind = 'gzip' | 'brotli' | 'zstd' | 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** Where a file follows from one that bears a stamp. */
export interface Derivation {
  /** The file, relative to the output folder, with `/`. */
  readonly file: string;
  /** In bytes. */
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
  readonly kind: DerivationKind;
  /** The file that it follows from. */
  readonly from: string;
}

/** Where a stamp stands in a file. */
export interface StampPosition {
  /** The file, relative to the output folder, with `/`. */
  readonly file: string;
  /** In bytes. */
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
  readonly kind: StampKind;
}

/** What `.verstamp/stamp.json` says of an output folder. */
export interface StampRecord {
  readonly stamp: ParsedStamp;
  /** Where stamps stand, by file and offset. */
  readonly stamps: readonly StampPosition[];
  /** What follows from stamped files, such as packed twins and precache lists. */
  readonly derived?: readonly Derivation[];
}

/** A file of an output folder, its stamps blanked. */
export interface FileDigest {
  /** Relative to the output folder, with `/`. */
  readonly path: string;
  /** In bytes, without its stamps. */
  readonly size: number;
  /** Hex digits. */
  readonly sha256: string;
}

/** What `.verstamp/files.json` says of an output folder: the same bytes for every revision of the same content. */
export interface FilesRecord {
  readonly files: readonly FileDigest[];
}

/** Where an output folder's records stand, relative to it. */
export const STAMP_FILE = '.verstamp/stamp.json';

/** Where an output folder's file digests stand, relative to it. */
export const DIGESTS_FILE = '.verstamp/files.json';
