import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Stamp } from '@verstamp/core';
import type { BuildResult, OutputFile } from 'esbuild';
import { recordAtExit } from '../output/at-exit.ts';
import { describeOutput, type RecordInput } from '../output/describe.ts';
import { EXTENSION_FILE, stampExtension } from '../output/extension.ts';
import { mappedFile, scriptExtension } from '../output/file-kind.ts';
import type { Reader } from '../output/reader.ts';
import { splitFiles } from '../output/split.ts';
import { writeRecords, type RecordedOutput } from '../output/write.ts';
import type { Target } from './settings.ts';

/** The files of a build that has ended, wherever they are: on the disk, or in memory with `write: false`. */
export interface Outputs {
  /** Adds a file, by its path relative to the output folder, with `/`. */
  add(path: string, text: string): void;
  /** Adds the records of them all. */
  record(input: Omit<RecordInput, 'paths' | 'read'>): void;
}

/** Opens the outputs of a build. */
export function openOutputs(result: BuildResult, target: Target): Outputs {
  return target.isWritten ? openFolder(result, target) : openMemory(result.outputFiles ?? [], target);
}

/** Tells whether a build has made a file, by its path relative to the output folder. */
export function hasOutput({ metafile }: BuildResult, { root, folder }: Target, path: string): boolean {
  return metafile?.outputs[slashed(relative(root, join(folder, path)))] !== undefined;
}

/** The folders, relative to the output folder, whose files import `file` from beside them. */
export function importingFolders({ metafile }: BuildResult, target: Target, file: string): readonly string[] {
  const folders = Object.entries(metafile?.outputs ?? {})
    .filter(([, { imports }]) => imports.some((item) => item.external === true && item.path === file))
    .map(([path]) => relativePath(target, dirname(resolve(target.root, path))));
  return [...new Set(folders)];
}

function openFolder(result: BuildResult, target: Target): Outputs {
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

function openMemory(files: OutputFile[], target: Target): Outputs {
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

function relativePath({ folder }: Target, path: string): string {
  return slashed(relative(folder, path));
}

function slashed(path: string): string {
  return path.replaceAll(sep, '/');
}
