import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { STAMP_FILE } from '../output/record.ts';

/** Options of {@link listFiles}. */
interface Listing {
  /** What paths begin with. */
  readonly prefix?: string;
  /**
   * Whether the folder is copied as a whole, and links as what they lead to. In an output they may lead anywhere, records are
   * no part of it, and a folder that has some of its own is another output.
   */
  readonly isCopied?: boolean;
}

/** Lists the files in a folder, relative to it, with `/`; faster than Node does, which asks for each what it is. */
export function listFiles(
  folder: string,
  { prefix = '', isCopied = false }: Listing = {},
): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const kind = isCopied && entry.isSymbolicLink() ? statSync(path) : entry;
    if (kind.isFile()) return prefix + entry.name;
    if (!kind.isDirectory() || (!isCopied && isApart(path))) return [];
    return listFiles(path, { prefix: `${prefix}${entry.name}/`, isCopied });
  });
}

/** The folders that builds of this process are about to write to, and have not recorded. */
const outputs = new Set<string>();

/** Takes note of an output before it is written: the one around it may be looked at before it has a record. */
export function noteOutput(folder: string): void {
  outputs.add(folder);
}

/** Forgets an output that has a record, which tells it from now on. */
export function forgetOutput(folder: string): void {
  outputs.delete(folder);
}

function isApart(folder: string): boolean {
  return (
    basename(folder) === dirname(STAMP_FILE) || outputs.has(folder) || existsSync(join(folder, STAMP_FILE))
  );
}

/** When each file of a folder was changed last: not by its own time, which a copy may have from what it is of. */
export type Snapshot = ReadonlyMap<string, number | undefined>;

/** Lists the files in a folder, and when each was changed. */
export function snapshotFolder(folder: string): Snapshot {
  const changed = (file: string) => statSync(join(folder, file), { throwIfNoEntry: false })?.ctimeMs;
  return new Map(listFiles(folder).map((file) => [file, changed(file)]));
}
