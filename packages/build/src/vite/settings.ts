import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { documentTaken } from '@verstamp/core/problems';
import type { Environment, ResolvedConfig } from 'vite';
import { chooseCarrier, type ChosenCarrier } from '../carrier/choose.ts';
import type { Settings } from '../options.ts';
import { checkPlugins } from '../plugin-once.ts';
import { isHashedPattern } from '../output/file-kind.ts';
import type { OutputNames } from '../rollup/names.ts';

/** The parts of Vite's configuration that the plugin goes by. */
export interface Site {
  /** Whether this is a build of files that go out: no dev server, no test run, no Storybook. */
  readonly isBuild: boolean;
  /** Where the site will stand; `''` or `./` if that is not known. */
  readonly base: string;
}

/** Reads what the plugin goes by from Vite's configuration. */
export function readSite({ command, base, plugins }: ResolvedConfig): Site {
  const isStorybook = plugins.some(({ name }) => name.startsWith('storybook:'));
  return { isBuild: command === 'build' && !isStorybook, base };
}

/**
 * Checks a configuration for what would make the stamps lie.
 *
 * @throws VerstampError `PLUGIN_TWICE` or `DOCUMENT_TAKEN`.
 */
export function checkConfig({ plugins, publicDir }: ResolvedConfig, { document }: Settings): void {
  checkPlugins(plugins);
  const path = document === false || publicDir === '' ? undefined : join(publicDir, document);
  if (path !== undefined && existsSync(path)) throw documentTaken({ path });
}

/** Returns the folder that an output of an environment is written to. */
export function outputFolder(dir: string | undefined, { config }: Configured): string {
  return resolve(dir ?? config.build.outDir);
}

/** An environment, as far as how its output carries the stamp depends on it. */
export type Configured = Pick<Environment, 'config'>;

/** Chooses how the output of one of Vite's environments carries its stamp. */
export function environmentCarrier({ config }: Configured, settings: Settings): ChosenCarrier {
  const outputs = outputsOf(config.build);
  // No page starts a server: what renders it has to know the stamp that it puts into it.
  const isServed = settings.carrier === 'page' && config.consumer === 'server';
  return chooseCarrier(isServed ? 'auto' : settings.carrier, {
    isPage: config.consumer === 'client' && !config.build.lib,
    // Vite hashes the names of chunks, a server's and a library's too, unless something else was set.
    isHashed: outputs.length === 0 || outputs.some(isHashed),
  });
}

/**
 * Chooses how the workers of an environment carry their stamp: if their names are hashes, they are handed that of
 * whoever starts them.
 */
export function workerCarrier(environment: Configured, settings: Settings): ChosenCarrier {
  // Workers are one file each unless they were set to be modules that load others.
  const [{ entryFileNames } = {}] = outputsOf(environment.config.worker);
  return isHashedPattern(entryFileNames) ? 'page' : environmentCarrier(environment, settings);
}

/** Tells whether workers may have names that are no hashes, and hold the stamp themselves. */
export function mayHoldStamp({ worker }: Pick<ResolvedConfig, 'worker'>): boolean {
  const [{ entryFileNames, chunkFileNames } = {}] = outputsOf(worker);
  // A name that is computed may hold a hash, or none.
  return [entryFileNames, chunkFileNames].some(
    (names) => typeof names === 'function' || !isHashedPattern(names),
  );
}

function outputsOf(build: ResolvedConfig['build' | 'worker']): readonly OutputNames[] {
  // Vite 7 knows rollupOptions only; in 8 the two are one.
  const { output } = (build.rolldownOptions ?? build.rollupOptions) as { readonly output?: unknown };
  return output === undefined ? [] : ([output].flat() as readonly OutputNames[]);
}

function isHashed({ entryFileNames, chunkFileNames }: OutputNames): boolean {
  return isHashedPattern(entryFileNames) || isHashedPattern(chunkFileNames);
}
