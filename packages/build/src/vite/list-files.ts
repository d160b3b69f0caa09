import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { STAMP_FILE } from '../output/record.ts';
import { unrecorded } from './unrecorded.ts';

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

function isApart(folder: string): boolean {
  return (
    basename(folder) === dirname(STAMP_FILE) || unrecorded.has(folder) || existsSync(join(folder, STAMP_FILE))
  );
}
