import { posix } from 'node:path';
import type { Compilation } from 'webpack';
import { splitFiles } from '../output/split.ts';
import { writeRecords } from '../output/write.ts';
import { listHashed, type Stamping } from './assets.ts';
import { locate, outputFolder } from './place.ts';

/** Writes the records of what a compilation has put into its folder; what it put elsewhere is in none. */
export async function recordAssets(compilation: Compilation, { session }: Stamping): Promise<void> {
  const { document, digests } = session.settings;
  const root = locate(compilation, '');
  const inFolder = (name: string): string => posix.relative(root, locate(compilation, name));
  const hashed = new Set([...listHashed(compilation)].map(inFolder));
  const paths = compilation.getAssets().map(({ name }) => inFolder(name));
  const files = splitFiles(paths.filter(isInside), (path) => hashed.has(path));
  const stamp = await session.stamp();
  writeRecords(outputFolder(compilation), { stamp, document, digests, ...files });
}

function isInside(path: string): boolean {
  return path !== '..' && !path.startsWith('../');
}
