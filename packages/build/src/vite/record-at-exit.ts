import { statSync } from 'node:fs';
import { join } from 'node:path';
import { recordAtExit } from '../output/at-exit.ts';
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

/**
 * Records an output once more when the process ends, if something has changed it since: frameworks go on after
 * Vite has ended, and rewrite or remove some of its files.
 */
export function recordChanged({ folder, input, present }: FolderOutput): void {
  recordAtExit({ id: folder, folder, stamp: input.stamp }, () => {
    const added = listFiles(folder).filter((file) => !present.has(file));
    const paths = [...input.paths, ...added];
    const all = [...paths, ...(input.unstamped ?? [])];
    if (added.length > 0 || isChanged(folder, all)) writeRecords(folder, { ...input, paths });
  });
}

function isChanged(folder: string, paths: readonly string[]): boolean {
  const recorded = statSync(join(folder, STAMP_FILE)).ctimeMs;
  return paths.some((path) => {
    const found = statSync(join(folder, path), { throwIfNoEntry: false });
    return !found || found.ctimeMs > recorded;
  });
}
