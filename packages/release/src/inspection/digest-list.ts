import {
  DIGESTS_FILE,
  digestFile,
  parseFilesRecord,
  resolveBlanks,
  type FileDigest,
  type StampRecord,
} from '@verstamp/build';
import { parseObject } from '../json.ts';
import type { Flaw, InspectedFiles } from './inspected.ts';
import type { StampedFolder } from './stamps.ts';

/** The digests that one `.verstamp/files.json` lists, and what was found of them. */
export interface DigestList {
  readonly path: string;
  /** The folder that it describes, with a slash at its end. */
  readonly prefix: string;
  /** By path in the folder; `undefined` if they cannot be read. */
  readonly digests: ReadonlyMap<string, FileDigest> | undefined;
  /** What is known of the folder's stamps. */
  readonly record: StampRecord | undefined;
  /** The files that bear a stamp or follow from one. */
  readonly stamped: ReadonlySet<string>;
  /** Whether a file is the one that was built, as far as files were there. */
  readonly checked: Map<string, boolean>;
}

/** Reads the digests at a path, with what is known of their folder's stamps. */
export function readDigestList(
  path: string,
  files: InspectedFiles,
  folders: readonly StampedFolder[],
): DigestList {
  const prefix = path.slice(0, -DIGESTS_FILE.length);
  const listed = parseFilesRecord(parseObject(files.get(path) ?? Buffer.alloc(0)));
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

/** Lists the files that a list tells of. */
export function listPaths({ prefix, digests }: DigestList): readonly string[] {
  return [...(digests?.keys() ?? [])].map((path) => prefix + path);
}

interface Checking {
  readonly list: DigestList;
  readonly files: InspectedFiles;
}

/** Compares a file with what a list says of it, if it says anything. */
export function checkFile(file: string, bytes: Buffer, { list, files }: Checking): void {
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
  const read = (other: string) => files.get(prefix + other);
  return digestFile(path, bytes, resolveBlanks(path, { record, read }));
}

/** Lists what of a list does not hold, once every file was compared. */
export function findMismatches({ path: list, prefix, digests, checked }: DigestList): readonly Flaw[] {
  if (!digests) return [{ kind: 'unreadable', file: list }];
  return [...digests.keys()].flatMap((path): readonly Flaw[] => {
    const isSame = checked.get(path);
    if (isSame === true) return [];
    return [{ kind: isSame === undefined ? 'missing' : 'altered', file: prefix + path }];
  });
}

const NO_BLANKS = { name: '', stamps: [] } as const;
