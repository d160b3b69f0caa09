import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type webpack from 'webpack';
import { readFilesRecord, readStampRecord } from '../src/output/read-record.ts';
import { readOutputs } from './outputs.ts';

/** What is watched, and who hears of each build that has ended. */
export interface Watching {
  readonly root: string;
  readonly folder: string;
  readonly onBuilt: (problem?: unknown) => void;
}

/** Starts a watch, and gives what ends it. */
export type Watch = (watching: Watching) => Promise<() => unknown>;

/** The events by which Vite, Rollup and Rolldown tell of a build. */
export interface Events {
  on(event: 'event', listener: (event: { code: string; error?: unknown }) => void): unknown;
  close(): unknown;
}

/** Lets a watch by Vite, Rollup or Rolldown be heard. */
export function listen(events: Events, onBuilt: Watching['onBuilt']): () => unknown {
  let problem: unknown;
  events.on('event', ({ code, error }) => {
    if (code === 'ERROR') problem = error;
    if (code !== 'END') return;
    onBuilt(problem);
    problem = undefined;
  });
  return () => events.close();
}

/** Starts a watch by webpack or Rspack. */
export function watchCompiler(
  bundle: typeof webpack,
  configuration: webpack.Configuration | webpack.Configuration[],
  onBuilt: Watching['onBuilt'],
): () => unknown {
  const compiler = bundle(configuration as webpack.Configuration);
  const watching = compiler?.watch({ aggregateTimeout: 5 }, (problem, stats) =>
    onBuilt(problem ?? (stats?.hasErrors() ? stats.toString({ all: false, errors: true }) : undefined)),
  );
  return async () => new Promise((resolve) => watching?.close(resolve));
}

/** What stands in a folder after a build. */
export interface Left {
  /** Why the build failed. */
  readonly problem: unknown;
  /** The version of the record. */
  readonly version: string | undefined;
  /** Those of the stamps in all files. */
  readonly stamps: readonly string[];
  /** The files that the record says to bear one. */
  readonly stamped: readonly string[];
  /** The files. */
  readonly files: readonly string[];
  /** Those of the record. */
  readonly listed: readonly string[];
}

/** Far longer than a build takes. */
const UNHEARD_MS = 5000;

/**
 * Carries out changes one by one, each when a build has ended, and gives what all builds have left. One that nobody
 * hears of is carried out again: on Linux Rollup stops watching a file that has changed, and begins anew with a delay.
 */
export async function rebuild(
  watch: Watch,
  {
    root,
    folder,
    changes,
  }: Pick<Watching, 'root' | 'folder'> & { readonly changes: readonly (() => void)[] },
): Promise<readonly Left[]> {
  const left: Left[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  let repeating: NodeJS.Timeout | undefined;
  let isOver = false;
  // A test that ran out of time must change nothing in the folder of the next.
  onTestFinished(() => {
    isOver = true;
    clearInterval(repeating);
  });
  const close = await watch({
    root,
    folder,
    onBuilt(problem) {
      if (isOver) return;
      clearInterval(repeating);
      const change = changes[left.length];
      left.push({ problem, ...look(folder) });
      if (!change) return resolve();
      change();
      repeating = setInterval(change, UNHEARD_MS);
    },
  });
  await promise;
  await close();
  return left;
}

/** Looks at the files of a folder, and at what its record says of them. */
export function look(folder: string): Omit<Left, 'problem'> {
  const files = [...readOutputs(folder).keys()].filter((file) => !file.startsWith('.verstamp')).toSorted();
  const found = files.flatMap((file) => [
    ...readFileSync(join(folder, file), 'utf8').matchAll(/shop@([\d.]+\d)(?=;t=)/g),
  ]);
  const record = readStampRecord(folder);
  return {
    version: record?.stamp.version,
    stamped: [...new Set(record?.stamps.map(({ file }) => file))],
    stamps: [...new Set(found.map(([, version = '']) => version))],
    files,
    listed: readFilesRecord(folder)?.files.map(({ path }) => path) ?? [],
  };
}
