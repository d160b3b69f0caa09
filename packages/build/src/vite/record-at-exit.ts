import { statSync } from 'node:fs';
import { join } from 'node:path';
import { formatStamp } from '@verstamp/core';
import { readStampRecord } from '../output/read-record.ts';
import { STAMP_FILE } from '../output/record.ts';
import { writeRecords, type RecordedOutput } from '../output/write.ts';
import { listFiles } from './record.ts';

/** An output as it stood when it was recorded. */
export interface LeftOutput {
  readonly folder: string;
  readonly input: RecordedOutput;
  /** All files of the folder. */
  readonly present: ReadonlySet<string>;
}

const left = new Map<string, LeftOutput>();

/**
 * Records an output once more when the process ends, where something changed it since: frameworks go on after
 * Vite has ended, and rewrite or remove some of its files.
 */
export function recordAtExit(output: LeftOutput): void {
  if (left.size === 0) process.once('exit', recordLeft);
  left.set(output.folder, output);
}

function recordLeft(): void {
  for (const { folder, input, present } of left.values()) {
    try {
      const added = listFiles(folder).filter((file) => !present.has(file));
      const paths = [...input.paths, ...added];
      const all = [...paths, ...(input.unstamped ?? [])];
      if (isOurs(folder, input) && (added.length > 0 || isChanged(folder, all))) {
        writeRecords(folder, { ...input, paths });
      }
    } catch (cause) {
      console.warn(`verstamp: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
}

/** Somebody may have built or cleaned the folder anew. */
function isOurs(folder: string, { stamp }: RecordedOutput): boolean {
  const record = readStampRecord(folder);
  return record !== undefined && formatStamp(record.stamp) === formatStamp(stamp);
}

function isChanged(folder: string, paths: readonly string[]): boolean {
  const recorded = statSync(join(folder, STAMP_FILE)).mtimeMs;
  return paths.some((path) => {
    const found = statSync(join(folder, path), { throwIfNoEntry: false });
    return !found || found.mtimeMs > recorded;
  });
}
