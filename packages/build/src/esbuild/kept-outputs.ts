import { join } from 'node:path';
import type { Stamp } from '@verstamp/core';
import type { OutputFile } from 'esbuild';
import { recordAtExit } from '../output/at-exit.ts';
import { describeOutput } from '../output/describe.ts';
import { EXTENSION_FILE, stampExtension } from '../output/extension.ts';
import type { Reader } from '../output/reader.ts';
import { writeRecords, type RecordedOutput } from '../output/write.ts';
import type { Outputs } from './outputs.ts';
import { relativePath } from './paths.ts';
import type { Target } from './settings.ts';

/** Opens the outputs of a build whose files esbuild keeps in memory, for whoever writes them. */
export function openKept(files: OutputFile[], target: Target): Outputs {
  const add = (path: string, text: string): void => {
    const contents = Buffer.from(text);
    files.push({ path: join(target.folder, path), contents, hash: '', text });
  };
  return {
    add,
    record(input) {
      stampManifest(files, target, input.stamp);
      const { folder, output } = target;
      const all = new Map(files.map(({ path, contents }) => [relativePath(target, path), contents]));
      const paths = [...all.keys()];
      const read: Reader = (path, use) => use(Buffer.from(all.get(path) ?? []));
      const texts = Object.entries(describeOutput({ ...input, paths, read }));
      for (const [path, text] of texts) if (text !== undefined) add(path, text);
      recordWritten(output, folder, { ...input, paths });
    },
  };
}

/** Whoever writes the files may change them first, or write those of several builds into one folder. */
function recordWritten(id: string, folder: string, output: RecordedOutput): void {
  recordAtExit({ id, folder, stamp: output.stamp }, () => writeRecords(folder, output));
}

function stampManifest(files: OutputFile[], target: Target, stamp: Stamp): void {
  const index = files.findIndex(({ path }) => relativePath(target, path) === EXTENSION_FILE);
  const file = files[index];
  const text = file && stampExtension(Buffer.from(file.contents), stamp);
  if (file && text !== undefined) files[index] = { ...file, contents: Buffer.from(text), text };
}
