import { dirname, join, relative, resolve } from 'node:path';
import type { BuildResult } from 'esbuild';
import { relativePath, slashed } from './paths.ts';
import type { Target } from './settings.ts';

/** Tells whether a build has made a file, by its path relative to the output folder. */
export function hasOutput({ metafile }: BuildResult, { root, folder }: Target, path: string): boolean {
  return metafile?.outputs[slashed(relative(root, join(folder, path)))] !== undefined;
}

/** The folders, relative to the output folder, whose files import the one that holds the stamp. */
export function importingFolders({ metafile }: BuildResult, target: Target): readonly string[] {
  const folders = Object.entries(metafile?.outputs ?? {})
    .filter(([, { imports }]) => imports.some((item) => item.external && item.path === target.file))
    .map(([path]) => relativePath(target, dirname(resolve(target.root, path))));
  return [...new Set(folders)];
}
