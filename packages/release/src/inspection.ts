import {
  DIGESTS_FILE,
  digestFile,
  parseFilesRecord,
  resolveBlanks,
  STAMP_FILE,
  type FileDigest,
  type StampRecord,
} from '@verstamp/build';
import { readVersionDocument, type ParsedStamp, type VersionDocument } from '@verstamp/core';
import { findStamps } from './find-stamps.ts';
import { parseManifest } from './manifest.ts';
import { findStampedFolders, type StampedFolder } from './stamps.ts';

/** A stamp, and the file that bears it. */
export interface Sighting {
  readonly file: string;
  readonly stamp: ParsedStamp;
}

/** What does not hold in a set of files. */
export type Flaw =
  /** Two stamps of one name are not of one build. */
  | { readonly kind: 'disagrees'; readonly file: string; readonly with: string }
  /** A file is not the one that was built. */
  | { readonly kind: 'altered'; readonly file: string }
  /** A file that was built is not there. */
  | { readonly kind: 'missing'; readonly file: string }
  /** A record cannot be read. */
  | { readonly kind: 'unreadable'; readonly file: string };

/** What a set of files says of itself. */
export interface Inspection {
  readonly sightings: readonly Sighting[];
  readonly flaws: readonly Flaw[];
  /** How many files were compared with what `.verstamp/files.json` says of them. */
  readonly compared: number;
}

/** Files by path. What `get` gave is done with before it is asked again: one buffer may do for all. */
export interface InspectedFiles {
  keys(): Iterable<string>;
  get(path: string): Buffer | undefined;
}

/** Finds every stamp in a set of files, checks that they agree and that the files match `.verstamp/`. */
export function inspectFiles(files: InspectedFiles): Inspection {
  const paths = [...files.keys()];
  const folders = findStampedFolders(
    copyFiles(
      files,
      paths.filter((path) => isRecord(path, STAMP_FILE)),
    ),
  );
  const lists = paths
    .filter((path) => isRecord(path, DIGESTS_FILE))
    .map((path) => readList(path, files, folders));
  const sightings: Sighting[] = [];
  for (const file of paths) {
    const bytes = files.get(file);
    if (!bytes) continue;
    for (const stamp of sight(file, bytes, folders)) sightings.push({ file, stamp });
    for (const list of lists) checkFile(file, bytes, { list, files });
  }
  return {
    sightings,
    flaws: [...findUnreadable(paths, folders), ...findDisagreements(sightings), ...lists.flatMap(findFlaws)],
    compared: lists.reduce((sum, { digests }) => sum + (digests?.size ?? 0), 0),
  };
}

function copyFiles(files: InspectedFiles, paths: readonly string[]): ReadonlyMap<string, Buffer> {
  return new Map(paths.map((path) => [path, Buffer.from(files.get(path) ?? '')]));
}

function findUnreadable(paths: readonly string[], folders: readonly StampedFolder[]): readonly Flaw[] {
  const read = new Set(folders.map(({ path }) => path));
  return paths
    .filter((path) => isRecord(path, STAMP_FILE) && !read.has(path))
    .map((file) => ({ kind: 'unreadable', file }));
}

function sight(file: string, bytes: Buffer, folders: readonly StampedFolder[]): readonly ParsedStamp[] {
  if (file.endsWith('.json')) {
    const record = folders.find(({ path }) => path === file)?.record;
    if (record) return [record.stamp];
    // Lists of digests are long, and to see that they name no version takes far less than to parse them.
    const document = bytes.includes('"version"') ? readVersionDocument(parseManifest(bytes)) : undefined;
    if (document && /^\d+\.\d+\.\d+\.\d+/.test(document.version)) return [stampOf(document)];
  }
  return findStamps(bytes).map(({ stamp }) => stamp);
}

function stampOf({ name, version, time, commit }: VersionDocument): ParsedStamp {
  return {
    name,
    version,
    ...(time === undefined ? {} : { time }),
    ...(commit === undefined ? {} : { commit }),
  };
}

/** Stamps of one name belong to one build: same version, and same time and commit where both say. */
function findDisagreements(sightings: readonly Sighting[]): readonly Flaw[] {
  const first = new Map<string, Sighting>();
  const flaws: Flaw[] = [];
  for (const sighting of sightings) {
    const known = first.get(sighting.stamp.name);
    if (!known) first.set(sighting.stamp.name, sighting);
    else if (!agree(known.stamp, sighting.stamp)) {
      flaws.push({ kind: 'disagrees', file: sighting.file, with: known.file });
    }
  }
  return flaws;
}

function agree(a: ParsedStamp, b: ParsedStamp): boolean {
  return a.version === b.version && agreeOn(a.time, b.time) && agreeOn(a.commit, b.commit);
}

function agreeOn(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** The digests that one `.verstamp/files.json` lists, and what was found of them. */
interface DigestList {
  readonly path: string;
  /** The folder that it describes, with a slash at its end. */
  readonly prefix: string;
  /** By path in the folder; `undefined` where they cannot be read. */
  readonly digests: ReadonlyMap<string, FileDigest> | undefined;
  /** What is known of the folder's stamps. */
  readonly record: StampRecord | undefined;
  /** The files that bear a stamp or follow from one. */
  readonly stamped: ReadonlySet<string>;
  /** Whether a file is the one that was built, as far as files were there. */
  readonly checked: Map<string, boolean>;
}

function readList(path: string, files: InspectedFiles, folders: readonly StampedFolder[]): DigestList {
  const prefix = path.slice(0, -DIGESTS_FILE.length);
  const listed = parseFilesRecord(parseManifest(files.get(path) ?? Buffer.alloc(0)));
  const record = folders.find((folder) => folder.prefix === prefix)?.record;
  const places = [...(record?.stamps ?? []), ...(record?.derived ?? [])];
  return {
    path,
    prefix,
    digests: listed && new Map(listed.files.map((digest) => [digest.path, digest])),
    record,
    stamped: new Set(places.map(({ file }) => file)),
    checked: new Map(),
  };
}

interface Checking {
  readonly list: DigestList;
  readonly files: InspectedFiles;
}

function checkFile(file: string, bytes: Buffer, { list, files }: Checking): void {
  const { prefix, digests, stamped, checked } = list;
  const path = file.slice(prefix.length);
  const expected = file.startsWith(prefix) ? digests?.get(path) : undefined;
  if (!expected) return;
  // Nearly all files bear no stamp.
  const { size, sha256 } = stamped.has(path)
    ? digestStamped(path, bytes, { list, files })
    : digestFile(path, bytes, NO_BLANKS);
  checked.set(path, size === expected.size && sha256 === expected.sha256);
}

function digestStamped(path: string, bytes: Buffer, { list, files }: Checking): FileDigest {
  const { prefix, record } = list;
  if (!record) return digestFile(path, bytes, NO_BLANKS);
  // What a file follows from is read as well, and may take its place.
  const own = Buffer.from(bytes);
  const read = (other: string) => {
    const found = files.get(prefix + other);
    return found && Buffer.from(found);
  };
  return digestFile(path, own, resolveBlanks(path, { record, read }));
}

function findFlaws({ path: list, prefix, digests, checked }: DigestList): readonly Flaw[] {
  if (!digests) return [{ kind: 'unreadable', file: list }];
  return [...digests.keys()].flatMap((path): readonly Flaw[] => {
    const isSame = checked.get(path);
    if (isSame === true) return [];
    return [{ kind: isSame === undefined ? 'missing' : 'altered', file: prefix + path }];
  });
}

const NO_BLANKS = { name: '', stamps: [] } as const;

function isRecord(path: string, name: string): boolean {
  return path.endsWith(name) && (path.length === name.length || path.at(-name.length - 1) === '/');
}
