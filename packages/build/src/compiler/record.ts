import type { Compilation } from 'webpack';
import { splitFiles } from '../output/split.ts';
import { writeRecords } from '../output/write.ts';
import { createHashCheck, type Stamping } from './assets.ts';
import { createLocator, outputFolder } from './place.ts';

/** Writes the records of what a compilation has put into its folder; what it put elsewhere is in none. */
export async function recordAssets(compilation: Compilation, { session }: Stamping): Promise<void> {
  const { document, digests } = session.settings;
  const inFolder = createLocator(compilation);
  const isHashed = createHashCheck(compilation);
  const { paths, unstamped } = splitFiles(Object.keys(compilation.assets), isHashed);
  const list = (names: readonly string[]) => names.map(inFolder).filter(isInside);
  const stamp = await session.stamp();
  const output = { stamp, document, digests, paths: list(paths), unstamped: list(unstamped) };
  writeRecords(outputFolder(compilation), output);
}

function isInside(path: string): boolean {
  return path !== '..' && !path.startsWith('../');
}
