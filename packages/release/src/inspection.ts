import {
  DIGESTS_FILE,
  digestFile,
  parseFilesRecord,
  resolveBlanks,
  STAMP_FILE,
  type FilesRecord,
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

type Files = ReadonlyMap<string, Buffer>;

/** Finds every stamp in a set of files, checks that they agree and that the files match `.verstamp/`. */
export function inspectFiles(files: Files): Inspection {
  const folders = findStampedFolders(files);
  const sightings = [...files].flatMap(([file, bytes]) => sight(file, bytes, folders));
  const checks = [...files.keys()]
    .filter((path) => isRecord(path, DIGESTS_FILE))
    .map((path) => checkDigests(path, files, folders));
  const unreadable = [...files.keys()].filter(
    (path) => isRecord(path, STAMP_FILE) && !folders.some((folder) => folder.path === path),
  );
  return {
    sightings,
    flaws: [
      ...unreadable.map((file) => ({ kind: 'unreadable', file }) as const),
      ...findDisagreements(sightings),
      ...checks.flatMap(({ flaws }) => flaws),
    ],
    compared: checks.reduce((sum, { compared }) => sum + compared, 0),
  };
}

function sight(file: string, bytes: Buffer, folders: readonly StampedFolder[]): readonly Sighting[] {
  const record = folders.find(({ path }) => path === file)?.record;
  if (record) return [{ file, stamp: record.stamp }];
  const document = file.endsWith('.json') ? readVersionDocument(parseManifest(bytes)) : undefined;
  if (document && /^\d+\.\d+\.\d+\.\d+/.test(document.version)) return [{ file, stamp: stampOf(document) }];
  return findStamps(bytes).map(({ stamp }) => ({ file, stamp }));
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

function checkDigests(
  path: string,
  files: Files,
  folders: readonly StampedFolder[],
): Pick<Inspection, 'flaws' | 'compared'> {
  const prefix = path.slice(0, -DIGESTS_FILE.length);
  const digests = parseFilesRecord(parseManifest(files.get(path) ?? Buffer.alloc(0)));
  const record = folders.find((folder) => folder.prefix === prefix)?.record;
  if (!digests) return { flaws: [{ kind: 'unreadable', file: path }], compared: 0 };
  const flaws = digests.files.flatMap((digest) => checkFile(digest, { prefix, files, record }));
  return { flaws, compared: digests.files.length };
}

function checkFile(
  { path, size, sha256 }: FilesRecord['files'][number],
  {
    prefix,
    files,
    record,
  }: { readonly prefix: string; readonly files: Files; readonly record: StampRecord | undefined },
): readonly Flaw[] {
  const file = prefix + path;
  const bytes = files.get(file);
  if (!bytes) return [{ kind: 'missing', file }];
  const read = (other: string) => files.get(prefix + other);
  const found = digestFile(path, bytes, record ? resolveBlanks(path, { record, read }) : NO_BLANKS);
  return found.size === size && found.sha256 === sha256 ? [] : [{ kind: 'altered', file }];
}

const NO_BLANKS = { name: '', stamps: [] } as const;

function isRecord(path: string, name: string): boolean {
  return path === name || path.endsWith(`/${name}`);
}
