import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatStamp, type Stamp } from '@verstamp/core';
import { outputUnwritable } from '@verstamp/core/problems';
import { codeOf } from '../failure.ts';
import { describeOutput, type RecordInput } from './describe.ts';
import { EXTENSION_FILE, stampExtension } from './extension.ts';
import type { Recorded } from './format-records.ts';
import { createReader } from './reader.ts';
import { readFilesRecord, readStampRecord } from './read-record.ts';
import { STAMP_FILE } from './record.ts';

/** An output that stands in a folder. */
export type RecordedOutput = Omit<RecordInput, 'read'>;

/**
 * Writes the records of an output folder, and keeps what other outputs of the same build recorded there.
 *
 * @param input - Its paths may be gone again: other plugins remove some.
 */
export function writeRecords(folder: string, input: RecordedOutput): void {
  writeExtension(folder, input.stamp);
  const before = readBefore(folder, input);
  const texts = describeOutput({ ...input, read: createReader(folder) }, before);
  for (const [path, text] of Object.entries(texts) as [string, string | undefined][]) {
    if (text !== undefined) writeWhole(join(folder, path), text);
    // An earlier build may have left one.
    else rmSync(join(folder, path), { force: true });
  }
}

/** Writes a file as a whole or not at all, whenever the build is ended. */
function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true, recursive: true });
    const code = codeOf(cause);
    const reason = code === '' ? 'it failed' : `the system says ${code}`;
    throw outputUnwritable({ path, reason }, { cause });
  }
}

/** An extension's manifest may have been copied by the bundler itself, past every hook. */
function writeExtension(folder: string, stamp: Stamp): void {
  const path = join(folder, EXTENSION_FILE);
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  const text = stampExtension(bytes, stamp);
  if (text !== undefined && text !== bytes.toString('utf8')) writeWhole(path, text);
}

/** What stands in the folder is of an earlier build unless it bears the same stamp; that one's files may be gone. */
function readBefore(folder: string, { stamp, paths, unstamped = [] }: RecordedOutput): Recorded | undefined {
  if (!existsSync(join(folder, STAMP_FILE))) return undefined;
  try {
    const record = readStampRecord(folder);
    if (!record || formatStamp(record.stamp) !== formatStamp(stamp)) return undefined;
    const own = new Set([...paths, ...unstamped]);
    // Another output's file may have been moved or taken away since.
    const isKept = (path: string): boolean => !own.has(path) && existsSync(join(folder, path));
    return {
      stamps: record.stamps.filter(({ file }) => isKept(file)),
      derived: record.derived?.filter(({ file }) => isKept(file)) ?? [],
      files: readFilesRecord(folder)?.files.filter(({ path }) => isKept(path)) ?? [],
    };
  } catch {
    return undefined;
  }
}
