import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { BuildResult } from 'esbuild';
import { mappedFile, scriptExtension } from '../output/file-kind.ts';
import { splitFiles } from '../output/split.ts';
import { writeRecords } from '../output/write.ts';
import type { Outputs } from './outputs.ts';
import { relativePath, slashed } from './paths.ts';
import type { Target } from './settings.ts';

/** Opens the outputs of a build whose files esbuild has written. */
export function openWritten(result: BuildResult, target: Target): Outputs {
  const { paths, unstamped } = splitOutputs(result, target);
  return {
    add(path, text) {
      mkdirSync(dirname(join(target.folder, path)), { recursive: true });
      writeFileSync(join(target.folder, path), text);
      paths.push(path);
    },
    record: (input) => writeRecords(target.folder, { ...input, paths, unstamped }),
  };
}

/** Splits the files that were written. */
function splitOutputs({ metafile }: BuildResult, target: Target) {
  const { entry, chunk } = target.hashes;
  const outputs = metafile?.outputs ?? {};
  const base = slashed(relative(target.root, target.folder));
  const prefix = base === '' ? '' : `${base}/`;
  const { paths, unstamped } = splitFiles(Object.keys(outputs), (path) => {
    const script = mappedFile(path);
    const isHashed = outputs[script]?.entryPoint === undefined ? chunk : entry;
    return isHashed && scriptExtension(script) !== undefined;
  });
  const inFolder = (path: string): string => {
    // To resolve each of them would take longer than all else.
    const isUsual = path.startsWith(prefix) && !path.startsWith('../', prefix.length);
    return isUsual ? path.slice(prefix.length) : relativePath(target, resolve(target.root, path));
  };
  return { paths: paths.map(inFolder), unstamped: unstamped.map(inFolder) };
}
