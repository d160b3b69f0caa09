import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Environment } from 'vite';
import { writeRecords, type RecordedOutput } from '../output/write.ts';
import type { Stamper } from './stamper.ts';

/** An output that stands on the disk. */
export interface WrittenOutput {
  readonly folder: string;
  /** The bundler's files, relative to the folder, with `/`. */
  readonly files: readonly string[];
  readonly isHashed: (path: string) => boolean;
}

/**
 * Records an output: the files of the bundle, and those copied from the public folder. Gives what was recorded.
 * Vite's own manifests are left out: frameworks read them, and many put out the rest without them.
 */
export async function recordOutput(
  stamper: Stamper,
  { config }: Environment,
  { folder, files, isHashed }: WrittenOutput,
): Promise<RecordedOutput> {
  const { document, digests } = stamper.settings;
  const copied =
    config.build.copyPublicDir && config.consumer === 'client' ? listFiles(config.publicDir) : [];
  const stamp = await stamper.stamp();
  const manifests = listManifests(config.build);
  const paths = [...files, ...copied].filter((path) => !manifests.includes(path));
  const output = { stamp, document, digests, isHashed, paths };
  writeRecords(folder, output);
  return output;
}

function listManifests({ manifest, ssrManifest }: Environment['config']['build']): readonly string[] {
  return [
    typeof manifest === 'string' ? manifest : '.vite/manifest.json',
    typeof ssrManifest === 'string' ? ssrManifest : '.vite/ssr-manifest.json',
  ];
}

/** Lists the files in a folder, relative to it, with `/`. */
export function listFiles(folder: string): readonly string[] {
  if (folder === '' || !existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'));
}
