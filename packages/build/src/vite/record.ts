import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
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
  const isCopying = config.build.copyPublicDir && config.consumer === 'client';
  const copied = isCopying ? listFiles(config.publicDir) : [];
  const apart = new Set(copied.filter((path) => !isList(path)));
  const isApart = (path: string): boolean => isHashed(path) || apart.has(path);
  const manifests = listManifests(config.build);
  const isRecorded = (path: string): boolean => !manifests.includes(path) && (digests || !apart.has(path));
  const paths = [...files, ...copied].filter(isRecorded);
  const output = { stamp: await stamper.stamp(), document, digests, isHashed: isApart, paths };
  writeRecords(folder, output);
  return output;
}

/** Which copied files other plugins put stamps and digests into; there are many others, such as icons. */
function isList(path: string): boolean {
  return /\.(?:[cm]?js|json|webmanifest|x?html?|txt|xml)$/i.test(path);
}

function listManifests({ manifest, ssrManifest }: Environment['config']['build']): readonly string[] {
  return [
    typeof manifest === 'string' ? manifest : '.vite/manifest.json',
    typeof ssrManifest === 'string' ? ssrManifest : '.vite/ssr-manifest.json',
  ];
}

/** Lists the files in a folder, relative to it, with `/`; faster than Node does, which asks for each what it is. */
export function listFiles(folder: string, prefix = ''): readonly string[] {
  if (folder === '' || !existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return prefix + entry.name;
    return entry.isDirectory() ? listFiles(join(folder, entry.name), `${prefix}${entry.name}/`) : [];
  });
}
