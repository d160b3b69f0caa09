import type { Stamp } from '@verstamp/core';
import { documentTaken } from '@verstamp/core/problems';
import { resolveBlanks } from './blanks.ts';
import { findDerivations, type Source } from './derive.ts';
import { digestFile, digestPlain } from './digest.ts';
import { isListFile, mappedFile } from './file-kind.ts';
import { twinKind } from './packing.ts';
import { findStamps } from './positions.ts';
import { formatRecords, type RecordTexts, type Recorded } from './format-records.ts';
import type { Reader } from './reader.ts';
import { isForeign } from './version-document.ts';
import { DIGESTS_FILE, STAMP_FILE, type FileDigest, type StampPosition } from './record.ts';

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
  readonly read: Reader;
}

/**
 * Describes an output folder: a function of its files' bytes.
 *
 * @throws VerstampError `DOCUMENT_TAKEN` if another file stands in the place of the version document.
 */
export function describeOutput(
  input: RecordInput,
  before: Recorded = { stamps: [], derived: [], files: [] },
): RecordTexts {
  const { stamp, digests, unstamped = [], read } = input;
  const known = new Set(input.paths);
  const { stamps, kept, plain } = searchFiles(known, input);
  const derived = findDerivations(listStamped(stamps, kept), kept);
  const digest = (): readonly FileDigest[] => {
    const record = { stamp, stamps, derived };
    const blanks = (path: string) => resolveBlanks(path, { record, read: (file) => kept.get(file) });
    const blanked = [...kept].map(([path, bytes]) => digestFile(path, bytes, blanks(path)));
    return [...plain, ...digestUnstamped(known, unstamped, read), ...blanked];
  };
  // Another output may want digests where this one does not.
  const files = [...(digests ? digest() : []), ...before.files];
  return formatRecords({
    stamp,
    stamps: [...stamps, ...before.stamps],
    derived: [...derived, ...before.derived],
    files: digests || files.length > 0 ? files : undefined,
  });
}

/** What was found in the files of a folder. */
interface Found {
  readonly stamps: readonly StampPosition[];
  /** The files that bear a stamp or may follow from one. */
  readonly kept: ReadonlyMap<string, Buffer>;
  /** The digests of the others. */
  readonly plain: readonly FileDigest[];
}

function searchFiles(paths: Iterable<string>, { stamp, document, digests, read }: RecordInput): Found {
  const stamps: StampPosition[] = [];
  const kept = new Map<string, Buffer>();
  const plain: FileDigest[] = [];
  const search = (path: string, bytes: Buffer): void => {
    if (path === document && isForeign(bytes, stamp.name)) throw documentTaken({ path });
    const found = findStamps(path, bytes, { stamp, document });
    stamps.push(...found);
    // A program may have any name.
    if (found.length > 0 || mayFollow(path)) kept.set(path, Buffer.from(bytes));
    else if (digests) plain.push(digestPlain(path, bytes));
  };
  for (const path of paths)
    if (path !== STAMP_FILE && path !== DIGESTS_FILE) read(path, (bytes) => search(path, bytes));
  return { stamps, kept, plain };
}

function digestUnstamped(
  known: ReadonlySet<string>,
  unstamped: Iterable<string>,
  read: Reader,
): readonly FileDigest[] {
  return [...new Set(unstamped)].flatMap((path) =>
    known.has(path) ? [] : (read(path, (bytes) => digestPlain(path, bytes)) ?? []),
  );
}

function listStamped(stamps: readonly StampPosition[], kept: ReadonlyMap<string, Buffer>): readonly Source[] {
  const stamped = new Set(stamps.map(({ file }) => file));
  return [...kept].flatMap(([file, bytes]) => (stamped.has(file) ? [{ file, bytes }] : []));
}

/** Tells whether a file may be the packed twin of one that bears a stamp, or name one by digest. */
function mayFollow(path: string): boolean {
  return isListFile(mappedFile(path)) || twinKind(path) !== undefined;
}
