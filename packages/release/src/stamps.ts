import { digestFile, parseStampRecord, STAMP_FILE, type FileDigest, type StampRecord } from '@verstamp/build';
import { displayVersion, safeParseStamp, safeParseVersion } from '@verstamp/core';
import { parseManifest } from './manifest.ts';

/** An output folder within a set of files, as its `.verstamp/stamp.json` describes it. */
export interface StampedFolder {
  /** The path of the record. */
  readonly path: string;
  /** The folder, with a slash at its end; `''` for the top. */
  readonly prefix: string;
  readonly record: StampRecord;
}

/** Finds the output folders in a set of files; a record that cannot be read is a file like any other. */
export function findStampedFolders(files: ReadonlyMap<string, Uint8Array>): readonly StampedFolder[] {
  const folders: StampedFolder[] = [];
  for (const [path, bytes] of files) {
    if (path !== STAMP_FILE && !path.endsWith(`/${STAMP_FILE}`)) continue;
    const record = parseStampRecord(parseManifest(Buffer.from(bytes)));
    if (record) folders.push({ path, prefix: path.slice(0, -STAMP_FILE.length), record });
  }
  // The innermost first: it knows its files best.
  return folders.toSorted((a, b) => b.prefix.length - a.prefix.length);
}

/**
 * Digests a file without its stamps. A stamp is left out only where the bytes really are one of the
 * record's name and version: a record that claims other bytes blinds nobody.
 */
export function digestStamped(
  path: string,
  bytes: Uint8Array,
  folders: readonly StampedFolder[],
): FileDigest {
  const folder = folders.find(({ prefix }) => path.startsWith(prefix));
  if (!folder) return digestFile(path, bytes, { name: '', stamps: [] });
  const { prefix, record } = folder;
  // Of a record only that counts which is the same for every revision.
  if (path === folder.path) return digestFile(path, Buffer.from(identify(record)), { name: '', stamps: [] });
  const file = path.slice(prefix.length);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stamps = record.stamps.filter(({ file: stamped, offset, length, kind }) => {
    if (stamped !== file) return false;
    if (kind === 'document') return isPlainDocument(buffer);
    const stamp = safeParseStamp(buffer.toString('latin1', offset, offset + length));
    return stamp !== undefined && identify({ stamp }) === identify(record);
  });
  return digestFile(path, bytes, { name: record.stamp.name, stamps });
}

const DOCUMENT_FIELDS: ReadonlySet<string> = new Set([
  'commit',
  'deprecated',
  'max',
  'min',
  'name',
  'rule',
  'time',
  'until',
  'version',
]);

/** A record must not hide other content by calling it a version document. */
function isPlainDocument(bytes: Buffer): boolean {
  const document = parseManifest(bytes);
  return document !== undefined && Object.keys(document).every((key) => DOCUMENT_FIELDS.has(key));
}

function identify({ stamp: { name, version } }: Pick<StampRecord, 'stamp'>): string {
  const parsed = safeParseVersion(version);
  return JSON.stringify([name, parsed.kind === 'version' ? displayVersion(parsed.version) : version]);
}
