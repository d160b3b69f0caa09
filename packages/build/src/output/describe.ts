import { hash } from 'node:crypto';
import type { Stamp } from '@verstamp/core';
import { resolveBlanks } from './blanks.ts';
import { findDerivations, type Source } from './derive.ts';
import { digestFile } from './digest.ts';
import { isListFile, mappedFile } from './file-kind.ts';
import { twinKind } from './packing.ts';
import { findStamps } from './positions.ts';
import { DIGESTS_FILE, STAMP_FILE, type Derivation, type FileDigest, type StampPosition } from './record.ts';

/** What a record of an output folder is made from. */
export interface RecordInput {
  readonly stamp: Stamp;
  /** The path of the version document in the folder. */
  readonly document: string | false;
  readonly digests: boolean;
  /** The files that were put out, relative to the folder, with `/`. */
  readonly paths: Iterable<string>;
  /**
   * Those that no stamp can change, for example because their names are hashes of what they hold.
   * @default none is known
   */
  readonly unstamped?: Iterable<string>;
  /** Reads a file; `undefined` if it is gone. What it returns is used before the next is read. */
  readonly read: (path: string) => Buffer | undefined;
}

/** The two records of an output folder, as the text of the files that hold them. */
export interface RecordTexts {
  readonly [STAMP_FILE]: string;
  /** `undefined` if no digests are wanted. */
  readonly [DIGESTS_FILE]: string | undefined;
}

/** What another output of the same build has recorded of other files in the folder. */
export interface Recorded {
  readonly stamps: readonly StampPosition[];
  readonly derived: readonly Derivation[];
  readonly files: readonly FileDigest[];
}

/** Describes an output folder: a function of its files' bytes. */
export function describeOutput(
  { stamp, document, digests, paths, unstamped = [], read }: RecordInput,
  before: Recorded = { stamps: [], derived: [], files: [] },
): RecordTexts {
  const open = new Map<string, Buffer>();
  const stamps: StampPosition[] = [];
  const plain: FileDigest[] = [];
  const known = new Set(paths);
  for (const path of known) {
    const bytes = path === STAMP_FILE || path === DIGESTS_FILE ? undefined : read(path);
    if (!bytes) continue;
    const found = findStamps(path, bytes, { stamp, document });
    stamps.push(...found);
    // A program may have any name.
    if (found.length > 0 || mayFollow(path)) open.set(path, Buffer.from(bytes));
    else if (digests) plain.push(digestPlain(path, bytes));
  }
  const derived = findDerivations(listStamped(stamps, open), open);
  const digest = (): readonly FileDigest[] => {
    const input = { record: { stamp, stamps, derived }, read: (file: string) => open.get(file) };
    const blanked = [...open].map(([path, bytes]) => digestFile(path, bytes, resolveBlanks(path, input)));
    return [...plain, ...digestUnstamped(known, unstamped, read), ...blanked, ...before.files];
  };
  return formatRecords({
    stamp,
    stamps: [...stamps, ...before.stamps],
    derived: [...derived, ...before.derived],
    files: digests ? digest() : undefined,
  });
}

function digestUnstamped(
  known: ReadonlySet<string>,
  unstamped: Iterable<string>,
  read: RecordInput['read'],
): readonly FileDigest[] {
  return [...new Set(unstamped)].flatMap((path) => {
    if (known.has(path)) return [];
    const bytes = read(path);
    return bytes ? [digestPlain(path, bytes)] : [];
  });
}

function digestPlain(path: string, bytes: Buffer): FileDigest {
  return { path, size: bytes.length, sha256: hash('sha256', bytes) };
}

/** Source maps bear the stamp too, and nothing names them. */
function listStamped(stamps: readonly StampPosition[], open: ReadonlyMap<string, Buffer>): readonly Source[] {
  const stamped = new Set(stamps.flatMap(({ file, kind }) => (kind === 'map' ? [] : [file])));
  return [...open].flatMap(([file, bytes]) => (stamped.has(file) ? [{ file, bytes }] : []));
}

/** Tells whether a file may be the packed twin of one that bears a stamp, or name one by digest. */
function mayFollow(path: string): boolean {
  return isListFile(mappedFile(path)) || twinKind(path) !== undefined;
}

interface Records extends Omit<Recorded, 'files'> {
  readonly stamp: Stamp;
  readonly files: readonly FileDigest[] | undefined;
}

function formatRecords({ stamp, stamps, derived, files }: Records): RecordTexts {
  const lists: Record<string, readonly object[]> = { stamps: stamps.toSorted(byPlace) };
  if (derived.length > 0) lists['derived'] = derived.toSorted(byPlace);
  return {
    [STAMP_FILE]: formatLists({ stamp }, lists),
    [DIGESTS_FILE]: files && formatLists({}, { files: files.toSorted((a, b) => order(a.path, b.path)) }),
  };
}

/** JSON with a line for each item, so that people can compare two of them. */
function formatLists(head: object, lists: Readonly<Record<string, readonly object[]>>): string {
  const fields = Object.entries(head).map(([name, value]) => `  "${name}": ${JSON.stringify(value)}`);
  const items = Object.entries(lists).map(([name, list]) => {
    const lines = list.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
    return `  "${name}": ${list.length > 0 ? `[\n${lines}\n  ]` : '[]'}`;
  });
  return `{\n${[...fields, ...items].join(',\n')}\n}\n`;
}

function byPlace(a: StampPosition | Derivation, b: StampPosition | Derivation): number {
  return order(a.file, b.file) || a.offset - b.offset;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
