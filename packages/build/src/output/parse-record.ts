import { formatStamp, safeParseStamp, type ParsedStamp } from '@verstamp/core';
import { isRecord } from '../json.ts';
import type {
  Derivation,
  DerivationKind,
  FileDigest,
  FilesRecord,
  StampKind,
  StampPosition,
  StampRecord,
} from './record.ts';

/** Reads a stamp record from decoded JSON; `undefined` if it is not one. */
export function parseStampRecord(body: unknown): StampRecord | undefined {
  if (!isRecord(body) || !Array.isArray(body['stamps'])) return undefined;
  const stamp = readStamp(body['stamp']);
  const stamps = body['stamps'] as readonly unknown[];
  const derived = body['derived'];
  if (!stamp || !stamps.every(isPosition)) return undefined;
  if (derived === undefined) return { stamp, stamps };
  return Array.isArray(derived) && derived.every(isDerivation) ? { stamp, stamps, derived } : undefined;
}

/** Reads file digests from decoded JSON; `undefined` if it holds none. */
export function parseFilesRecord(body: unknown): FilesRecord | undefined {
  if (!isRecord(body) || !Array.isArray(body['files'])) return undefined;
  const files = body['files'] as readonly unknown[];
  return files.every(isDigest) ? { files } : undefined;
}

function readStamp(value: unknown): ParsedStamp | undefined {
  if (!isRecord(value) || typeof value['name'] !== 'string' || typeof value['version'] !== 'string') {
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
  'zstd',
  'md5',
  'sha1',
  'sha256',
  'sha384',
  'sha512',
] satisfies readonly DerivationKind[];

const isPosition = (value: unknown): value is StampPosition => isPlace(value, KINDS);

const isDerivation = (value: unknown): value is Derivation =>
  isPlace(value, DERIVATION_KINDS) && isPath(value['from']);

function isPlace(value: unknown, kinds: readonly unknown[]): value is Readonly<Record<string, unknown>> {
  if (!isRecord(value)) return false;
  const { file, offset, length, kind } = value;
  return isPath(file) && isCount(offset) && isCount(length) && kinds.includes(kind);
}

function isDigest(value: unknown): value is FileDigest {
  if (!isRecord(value)) return false;
  const { path, size, sha256 } = value;
  return isPath(path) && isCount(size) && typeof sha256 === 'string' && /^[\da-f]{64}$/.test(sha256);
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !/^\/|(^|\/)\.\.(\/|$)|\\|\0/.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
