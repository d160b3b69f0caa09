import {
  digestFile,
  parseStampRecord,
  resolveBlanks,
  STAMP_FILE,
  type FileDigest,
  type StampPosition,
  type StampRecord,
} from '@verstamp/build';
import { displayVersion, safeParseStamp, safeParseVersion } from '@verstamp/core';
import { parseManifest } from '../workspace/manifest.ts';

/** An output folder within a set of files, as its `.verstamp/stamp.json` describes it. */
export interface StampedFolder {
  /** The path of the record. */
  readonly path: string;
  /** The folder, with a slash at its end; `''` for the top. */
  readonly prefix: string;
  readonly record: StampRecord;
  /** Reads a file of the folder by its path in it. */
  readonly read: (file: string) => Uint8Array | undefined;
}

/** Finds the output folders in a set of files; a record that cannot be read is a file like any other. */
export function findStampedFolders(files: ReadonlyMap<string, Uint8Array>): readonly StampedFolder[] {
  const folders: StampedFolder[] = [];
  for (const [path, bytes] of files) {
    if (path !== STAMP_FILE && !path.endsWith(`/${STAMP_FILE}`)) continue;
    const record = parseStampRecord(parseManifest(Buffer.from(bytes)));
    if (!record) continue;
    const prefix = path.slice(0, -STAMP_FILE.length);
    folders.push({ path, prefix, record, read: (file) => files.get(prefix + file) });
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
  const { prefix, record, read } = folder;
  // Of a record only that counts which is the same for every revision.
  if (path === folder.path) return digestFile(path, Buffer.from(identify(record)), { name: '', stamps: [] });
  const accept = (position: StampPosition): boolean => isBelieved(position, folder);
  return digestFile(path, bytes, resolveBlanks(path.slice(prefix.length), { record, read, accept }));
}

/** A position counts where the bytes there really are this package's stamp. */
function isBelieved({ file, offset, length, kind }: StampPosition, { record, read }: StampedFolder): boolean {
  const bytes = read(file);
  if (!bytes) return false;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (kind === 'document') return isPlainDocument(buffer);
  if (kind === 'extension') return isExtensionOf(buffer, record);
  const stamp = safeParseStamp(buffer.toString('latin1', offset, offset + length));
  return stamp !== undefined && identify({ stamp }) === identify(record);
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

/** Of an extension's manifest only the revision is left out, where the rest of the version is the record's. */
function isExtensionOf(bytes: Buffer, { stamp }: StampRecord): boolean {
  const version = parseManifest(bytes)?.['version'];
  const parsed = safeParseVersion(stamp.version);
  if (typeof version !== 'string' || parsed.kind !== 'version') return false;
  const { major, minor, patch } = parsed.version;
  return version.replace(/\.\d+$/, '') === `${major}.${minor}.${patch}`;
}

function identify({ stamp: { name, version } }: Pick<StampRecord, 'stamp'>): string {
  const parsed = safeParseVersion(version);
  return JSON.stringify([name, parsed.kind === 'version' ? displayVersion(parsed.version) : version]);
}
