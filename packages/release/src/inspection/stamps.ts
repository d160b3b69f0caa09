import {
  digestFile,
  parseStampRecord,
  resolveBlanks,
  STAMP_FILE,
  type Derivation,
  type FileDigest,
  type StampPosition,
  type StampRecord,
} from '@verstamp/build';
import {
  displayVersion,
  MAX_STAMP_LENGTH,
  parseVersion,
  safeParseStamp,
  type ParsedStamp,
} from '@verstamp/core';
import { parseObject, safeFormatJson } from '../json.ts';

/** An output folder within a set of files, as its `.verstamp/stamp.json` describes it. */
export interface StampedFolder {
  /** The path of the record. */
  readonly path: string;
  /** The folder, with a slash at its end; `''` for the top. */
  readonly prefix: string;
  readonly record: StampRecord;
  /** The record as it was decoded, with whatever else is in it. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Reads a file of the folder by its path in it. */
  readonly read: (file: string) => Uint8Array | undefined;
}

/** Finds the output folders in a set of files; a record that cannot be read is a file like any other. */
export function findStampedFolders(files: ReadonlyMap<string, Uint8Array>): readonly StampedFolder[] {
  const folders: StampedFolder[] = [];
  for (const [path, bytes] of files) {
    if (path !== STAMP_FILE && !path.endsWith(`/${STAMP_FILE}`)) continue;
    const body = parseObject(Buffer.from(bytes));
    const record = parseStampRecord(body);
    if (!body || !record) continue;
    const prefix = path.slice(0, -STAMP_FILE.length);
    folders.push({ path, prefix, record, body, read: (file) => files.get(prefix + file) });
  }
  // The innermost first: it knows its files best.
  return folders.toSorted((a, b) => b.prefix.length - a.prefix.length);
}

/**
 * Digests a file without its stamps. A stamp is left out only if the bytes really are one of the
 * record's name and version: a record that claims other bytes hides nothing.
 */
export function digestStamped(
  path: string,
  bytes: Uint8Array,
  folders: readonly StampedFolder[],
): FileDigest {
  const folder = folders.find(({ prefix }) => path.startsWith(prefix));
  if (!folder) return digestFile(path, bytes, { name: '', stamps: [] });
  const { prefix, record, read } = folder;
  if (path === folder.path) return digestFile(path, blankRecord(folder) ?? bytes, { name: '', stamps: [] });
  const accept = (position: StampPosition): boolean => isBelieved(position, folder);
  return digestFile(path, bytes, resolveBlanks(path.slice(prefix.length), { record, read, accept }));
}

/** A stamp counts if it is of this package and this version; in files that are one as a whole, the version is content. */
function isBelieved({ file, offset, length, kind }: StampPosition, { record, read }: StampedFolder): boolean {
  if (kind === 'document' || kind === 'extension') return true;
  const bytes = read(file);
  if (!bytes || length > MAX_STAMP_LENGTH) return false;
  const stamp = safeParseStamp(Buffer.from(bytes.subarray(offset, offset + length)).toString('latin1'));
  return stamp?.name === record.stamp.name && isSameVersion(stamp, record.stamp);
}

function isSameVersion(a: ParsedStamp, b: ParsedStamp): boolean {
  return displayVersion(parseVersion(a.version)) === displayVersion(parseVersion(b.version));
}

/**
 * Writes a record without what another revision has otherwise: what its stamp says of the build, and where stamps are.
 * All else in it is content, or it could carry anything. Returns `undefined` if it is nested too deeply to be written.
 */
function blankRecord({ record: { stamp, stamps, derived }, body }: StampedFolder): Buffer | undefined {
  const said = Object.entries(body['stamp'] as object).filter(
    ([key, value]) => value !== stamp[key as keyof ParsedStamp] || key === 'name',
  );
  const version = displayVersion(parseVersion(stamp.version));
  const blanked = { ...body, stamp: { ...Object.fromEntries(said), version } };
  const places = { stamps: stamps.map(blankPlace), derived: derived?.map(blankPlace) };
  return safeFormatJson({ ...blanked, ...places });
}

function blankPlace(place: StampPosition | Derivation): object {
  return { ...place, offset: 0, length: 0 };
}
