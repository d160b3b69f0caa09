import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatStamp, type Stamp } from '@verstamp/core';
import { digestFile } from './digest.ts';
import { findStamps } from './positions.ts';
import {
  DIGESTS_FILE,
  readFilesRecord,
  readStampRecord,
  STAMP_FILE,
  type FileDigest,
  type StampPosition,
} from './record.ts';

/** What a record of an output folder is made from. */
export interface RecordInput {
  readonly stamp: Stamp;
  /** The path of the version document in the folder. */
  readonly document: string | false;
  readonly digests: boolean;
  /** The files that were put out, relative to the folder, with `/`, and their bytes. */
  readonly files: Iterable<readonly [path: string, bytes: Buffer]>;
}

/** The two records of an output folder, as the text of the files that hold them. */
export interface RecordTexts {
  readonly [STAMP_FILE]: string;
  /** `undefined` where no digests are wanted. */
  readonly [DIGESTS_FILE]: string | undefined;
}

/** What another output of the same build has recorded of the folder before. */
export interface Recorded {
  readonly stamps: readonly StampPosition[];
  readonly files: readonly FileDigest[];
}

/** Describes an output folder: a function of its files' bytes. */
export function describeOutput(
  { stamp, document, digests, files }: RecordInput,
  before: Recorded = { stamps: [], files: [] },
): RecordTexts {
  const stamps: StampPosition[] = [];
  const described: FileDigest[] = [];
  const seen = new Set<string>();
  for (const [path, bytes] of files) {
    if (seen.has(path) || path === STAMP_FILE || path === DIGESTS_FILE) continue;
    seen.add(path);
    const found = findStamps(path, bytes, { stamp, document });
    stamps.push(...found);
    if (digests) described.push(digestFile(path, bytes, { name: stamp.name, stamps: found }));
  }
  stamps.push(...before.stamps.filter(({ file }) => !seen.has(file)));
  described.push(...before.files.filter(({ path }) => !seen.has(path)));
  stamps.sort((a, b) => order(a.file, b.file) || a.offset - b.offset);
  described.sort((a, b) => order(a.path, b.path));
  return {
    [STAMP_FILE]: formatList({ stamp }, 'stamps', stamps),
    [DIGESTS_FILE]: digests ? formatList({}, 'files', described) : undefined,
  };
}

/** Writes the records of an output folder, and keeps what other outputs of the same build recorded there. */
export function writeRecords(
  folder: string,
  input: Omit<RecordInput, 'files'> & { readonly files: Iterable<string> },
): void {
  const texts = describeOutput(
    { ...input, files: readFiles(folder, input.files) },
    readBefore(folder, input.stamp),
  );
  for (const [path, text] of Object.entries(texts) as [string, string | undefined][]) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function* readFiles(folder: string, paths: Iterable<string>): Generator<readonly [string, Buffer]> {
  for (const path of paths) yield [path, readFileSync(join(folder, path))];
}

/** What stands in the folder is of an earlier build unless it bears the same stamp; that one's files may be gone. */
function readBefore(folder: string, stamp: Stamp): Recorded | undefined {
  try {
    const record = readStampRecord(folder);
    if (!record || formatStamp(record.stamp) !== formatStamp(stamp)) return undefined;
    return { stamps: record.stamps, files: readFilesRecord(folder)?.files ?? [] };
  } catch {
    return undefined;
  }
}

/** JSON with a line for each item, so that people can compare two of them. */
function formatList(head: object, key: string, items: readonly object[]): string {
  const lines = Object.entries(head).map(([name, value]) => `  "${name}": ${JSON.stringify(value)},\n`);
  const list = items.length
    ? `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`
    : '[]';
  return `{\n${lines.join('')}  "${key}": ${list}\n}\n`;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
