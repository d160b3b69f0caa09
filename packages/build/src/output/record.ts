import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { safeParseStamp, formatStamp, type ParsedStamp } from '@verstamp/core';
import { recordUnreadable } from '@verstamp/core/problems';

/**
 * What a stamp stands in: a page's meta element, code, a source map, or the whole of a version document or of a
 * browser extension's manifest.
 */
export type StampKind = 'page' | 'inline' | 'map' | 'document' | 'extension';

/** How bytes follow from another file's: packed as a whole, or naming it by digest, in hex or base64. */
export type DerivationKind = 'gzip' | 'brotli' | 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

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

/**
 * Reads the stamp record of an output folder; `undefined` where there is none.
 *
 * @throws VerstampError `RECORD_UNREADABLE`.
 */
export function readStampRecord(folder: string): StampRecord | undefined {
  return readRecord(join(folder, STAMP_FILE), parseStampRecord);
}

/**
 * Reads the file digests of an output folder; `undefined` where there are none.
 *
 * @throws VerstampError `RECORD_UNREADABLE`.
 */
export function readFilesRecord(folder: string): FilesRecord | undefined {
  return readRecord(join(folder, DIGESTS_FILE), parseFilesRecord);
}

/** Reads a stamp record from decoded JSON; `undefined` where it is none. */
export function parseStampRecord(body: unknown): StampRecord | undefined {
  if (!isObject(body) || !Array.isArray(body['stamps'])) return undefined;
  const stamp = readStamp(body['stamp']);
  const stamps = body['stamps'] as readonly unknown[];
  const derived = body['derived'];
  if (!stamp || !stamps.every(isPosition)) return undefined;
  if (derived === undefined) return { stamp, stamps };
  return isDerivations(derived) ? { stamp, stamps, derived } : undefined;
}

/** Reads file digests from decoded JSON; `undefined` where they are none. */
export function parseFilesRecord(body: unknown): FilesRecord | undefined {
  if (!isObject(body) || !Array.isArray(body['files'])) return undefined;
  const files = body['files'] as readonly unknown[];
  return files.every(isDigest) ? { files } : undefined;
}

function readRecord<T>(path: string, parse: (body: unknown) => T | undefined): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw recordUnreadable({ path, reason: 'it cannot be opened' }, { cause });
  }
  try {
    const record = parse(JSON.parse(text));
    if (record) return record;
  } catch (cause) {
    throw recordUnreadable({ path, reason: 'it is no JSON' }, { cause });
  }
  throw recordUnreadable({ path, reason: 'it has another shape' });
}

function readStamp(value: unknown): ParsedStamp | undefined {
  if (!isObject(value) || typeof value['name'] !== 'string' || typeof value['version'] !== 'string') {
    return undefined;
  }
  try {
    // Its text is what readers of stamps have to take.
    return safeParseStamp(formatStamp(value as unknown as ParsedStamp));
  } catch {
    return undefined;
  }
}

const KINDS: readonly unknown[] = [
  'page',
  'inline',
  'map',
  'document',
  'extension',
] satisfies readonly StampKind[];

const DERIVATION_KINDS: readonly unknown[] = [
  'gzip',
  'brotli',
  'md5',
  'sha1',
  'sha256',
  'sha384',
  'sha512',
] satisfies readonly DerivationKind[];

function isPosition(value: unknown): value is StampPosition {
  if (!isObject(value)) return false;
  const { file, offset, length, kind } = value;
  return isPath(file) && isCount(offset) && isCount(length) && KINDS.includes(kind);
}

function isDerivations(value: unknown): value is readonly Derivation[] {
  return Array.isArray(value) && (value as readonly unknown[]).every(isDerivation);
}

function isDerivation(value: unknown): value is Derivation {
  if (!isObject(value)) return false;
  const { file, offset, length, kind, from } = value;
  return (
    isPath(file) && isPath(from) && isCount(offset) && isCount(length) && DERIVATION_KINDS.includes(kind)
  );
}

function isDigest(value: unknown): value is FileDigest {
  if (!isObject(value)) return false;
  const { path, size, sha256 } = value;
  return isPath(path) && isCount(size) && typeof sha256 === 'string' && /^[\da-f]{64}$/.test(sha256);
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !/^\/|(^|\/)\.\.(\/|$)|\\|\0/.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
