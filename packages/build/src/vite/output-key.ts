import { join } from 'node:path';
import type { Environment } from 'vite';
import { nameAny } from '../rollup/names.ts';

/**
 * Returns what tells the output of an environment from the others of the run: a service worker is built into the folder of
 * its site, by a build of its own, and so may be formats of a library if the folder is not emptied.
 */
export function outputKey({ name, config }: Environment): unknown {
  const { outDir, emptyOutDir, lib, ssr, minify, target } = config.build;
  const { input, output } = config.build.rolldownOptions ?? config.build.rollupOptions;
  const names = () => [output ?? []].flat().map((each) => [each.format, nameAny(each), each.chunkFileNames]);
  // Names that are computed are asked for only where they tell anything apart: their functions may count.
  const siblings = emptyOutDir === false ? [lib, minify, target, names()] : lib && lib.entry;
  return ['vite', name, join(config.root, outDir), ssr, input, siblings];
}
