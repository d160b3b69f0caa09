import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Environment } from 'vite';
import { writeRecords } from '../output/write.ts';
import type { Stamper } from './stamper.ts';

/** Records an output that stands on the disk: the files of the bundle, and those copied from the public folder. */
export async function recordOutput(
  stamper: Stamper,
  { config }: Environment,
  { folder, files }: { readonly folder: string; readonly files: readonly string[] },
): Promise<void> {
  const { document, digests } = stamper.settings;
  const copied =
    config.build.copyPublicDir && config.consumer === 'client' ? listFiles(config.publicDir) : [];
  const present = [...files, ...copied].filter((file) => existsSync(join(folder, file)));
  writeRecords(folder, { stamp: await stamper.stamp(), document, digests, files: present });
}

function listFiles(folder: string): readonly string[] {
  if (folder === '' || !existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'));
}
