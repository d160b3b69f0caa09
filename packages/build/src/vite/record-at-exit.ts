import { statSync } from 'node:fs';
import { join } from 'node:path';
import { formatStamp } from '@verstamp/core';
import { readStampRecord } from '../output/read-record.ts';
import { STAMP_FILE } from '../output/record.ts';
import { writeRecords, type RecordedOutput } from '../output/write.ts';
import { listFiles } from './list-files.ts';

/** An output as it stood when it was recorded. */
export interface FolderOutput {
  readonly folder: string;
  readonly input: RecordedOutput;
  /** All files of the folder. */
  readonly present: ReadonlySet<string>;
}

const outputs = new Map<string, FolderOutput>();

/**
 * Records an output once more when the process ends, if something has changed it since: frameworks go on after
 * Vite has ended, and rewrite or remove some of its files.
 */
export function recordAtExit(output: FolderOutput): void {
  if (outputs.size === 0) process.once('exit', recordChanged);
  outputs.set(output.folder, output);
}

function recordChanged(): void {
  for (const { folder, input, present } of outputs.values()) {
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

/** Tells whether the folder still holds this output: somebody may have built or cleaned it anew. */
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
