import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { STAMP_FILE } from '../output/record.ts';

/** Options of {@link listFiles}. */
interface Listing {
  /** What paths begin with. */
  readonly prefix?: string;
  /**
   * Whether the folder is copied as a whole, and links as what they lead to. In an output they may lead anywhere, and
   * records, and a folder that has some of its own, are no part of it.
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
    if (!kind.isDirectory() || (!isCopied && isOwn(path))) return [];
    return listFiles(path, { prefix: `${prefix}${entry.name}/`, isCopied });
  });
}

function isOwn(folder: string): boolean {
  return basename(folder) === dirname(STAMP_FILE) || existsSync(join(folder, STAMP_FILE));
}

/** Lists the files in a folder that are not known. */
export function listAdded(folder: string, known: Iterable<string>): readonly string[] {
  const all = new Set(known);
  return listFiles(folder).filter((file) => !all.has(file));
}
