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

/** Records an output: the files of the bundle, and those copied from the public folder. Gives what was recorded. */
export async function recordOutput(
  stamper: Stamper,
  { config }: Environment,
  { folder, files, isHashed }: WrittenOutput,
): Promise<RecordedOutput> {
  const { document, digests } = stamper.settings;
  const copied =
    config.build.copyPublicDir && config.consumer === 'client' ? listFiles(config.publicDir) : [];
  const stamp = await stamper.stamp();
  const output = { stamp, document, digests, isHashed, paths: [...files, ...copied] };
  writeRecords(folder, output);
  return output;
}

/** Lists the files in a folder, relative to it, with `/`. */
export function listFiles(folder: string): readonly string[] {
  if (folder === '' || !existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'));
}
