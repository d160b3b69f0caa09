import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Options of {@link listFiles}. */
interface Listing {
  /** What paths begin with. */
  readonly prefix?: string;
  /** Whether links count as what they lead to; in an output they may lead anywhere. */
  readonly followsLinks?: boolean;
}

/** Lists the files in a folder, relative to it, with `/`; faster than Node does, which asks for each what it is. */
export function listFiles(
  folder: string,
  { prefix = '', followsLinks = false }: Listing = {},
): readonly string[] {
  if (folder === '' || !existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    const kind = followsLinks && entry.isSymbolicLink() ? statSync(path) : entry;
    if (kind.isFile()) return prefix + entry.name;
    if (!kind.isDirectory()) return [];
    return listFiles(path, { prefix: `${prefix}${entry.name}/`, followsLinks });
  });
}
