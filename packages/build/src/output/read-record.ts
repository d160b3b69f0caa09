import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordUnreadable } from '@verstamp/core/problems';
import { codeOf } from '../failure.ts';
import { parseJson } from '../json.ts';
import { parseFilesRecord, parseStampRecord } from './parse-record.ts';
import { DIGESTS_FILE, STAMP_FILE, type FilesRecord, type StampRecord } from './record.ts';

/**
 * Reads the stamp record of an output folder; `undefined` if there is none.
 *
 * @throws VerstampError `RECORD_UNREADABLE`.
 */
export function readStampRecord(folder: string): StampRecord | undefined {
  return readRecord(join(folder, STAMP_FILE), parseStampRecord);
}

/**
 * Reads the file digests of an output folder; `undefined` if there are none.
 *
 * @throws VerstampError `RECORD_UNREADABLE`.
 */
export function readFilesRecord(folder: string): FilesRecord | undefined {
  return readRecord(join(folder, DIGESTS_FILE), parseFilesRecord);
}

function readRecord<T>(path: string, parse: (body: unknown) => T | undefined): T | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw recordUnreadable({ path, reason: 'it cannot be opened' }, { cause });
  }
  try {
    const record = parse(parseJson(text));
    if (record) return record;
  } catch (cause) {
    throw recordUnreadable({ path, reason: 'it is no JSON' }, { cause });
  }
  throw recordUnreadable({ path, reason: 'it has another shape' });
}
