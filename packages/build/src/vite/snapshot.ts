import { statSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from './list-files.ts';

/** When each file of a folder was changed last: not by its own time, which a copy may have from what it is of. */
export type Snapshot = ReadonlyMap<string, number | undefined>;

/** Lists the files in a folder, and when each was changed. */
export function snapshotFolder(folder: string): Snapshot {
  const changed = (file: string) => statSync(join(folder, file), { throwIfNoEntry: false })?.ctimeMs;
  return new Map(listFiles(folder).map((file) => [file, changed(file)]));
}
