import { realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { buildOption, stampHashed } from '@verstamp/core/problems';
import type { BuildOptions, TransformOptions } from 'esbuild';
import { attempt } from '../attempt.ts';
import { documentAddress, isRelativeBase } from '../carrier/address.ts';
import { chooseCarrier, MODULE_NAME, type ChosenCarrier } from '../carrier/choose.ts';
import type { Settings } from '../options.ts';
import { isHashedPattern } from '../output/file-kind.ts';
import { checkPlugins } from '../plugin-once.ts';

/** The parts of a build's options that the plugin goes by. */
export interface Target {
  /** The folder that esbuild names its outputs from: where `absWorkingDir` is a link, the one that it leads to. */
  readonly root: string;
  /** The folder that is written to. */
  readonly folder: string;
  /** Tells the output from the others of the run. */
  readonly output: string;
  readonly carrier: ChosenCarrier;
  /** How the values are carried that are wanted inline. */
  readonly staticCarrier: ChosenCarrier;
  /** The version document's address; `undefined` if there is none. */
  readonly documentUrl: string | undefined;
  /** How the file that holds the stamp is written. */
  readonly writing: TransformOptions;
  /** The format of its files. */
  readonly format: 'esm' | 'cjs' | 'iife';
  /** How files import the one that holds the stamp: it stands beside them. */
  readonly file: string;
  /** Whether the names of entries and of chunks hold a hash. */
  readonly hashes: { readonly entry: boolean; readonly chunk: boolean };
}

/**
 * Reads what the plugin goes by from a build's options.
 *
 * @throws VerstampError `PLUGIN_TWICE`, `STAMP_HASHED`, or `BUILD_OPTION` if there is no folder to write to.
 */
export function readTarget(options: BuildOptions, settings: Settings): Target {
  checkPlugins(options.plugins);
  const given = resolve(options.absWorkingDir ?? '.');
  // As esbuild does, which takes a folder that is not there yet as it is given.
  const root = attempt(() => realpathSync(given)) ?? given;
  const { outdir, outfile, platform = 'browser' } = options;
  if (outdir === undefined && outfile === undefined) {
    throw buildOption({ option: 'outdir', value: undefined, expected: 'outdir or outfile' });
  }
  const format = options.format ?? (platform === 'node' ? 'cjs' : platform === 'neutral' ? 'esm' : 'iife');
  const hashes = readHashes(options);
  const kind = {
    isPage: platform === 'browser',
    isHashed: hashes.entry || (options.splitting === true && hashes.chunk),
  };
  const carrier = chooseCarrier(settings.carrier, kind);
  const staticCarrier = chooseCarrier('inline', kind);
  // A file of this format imports none, so that its own name would have to change with the stamp.
  if (carrier === 'module' && format === 'iife') throw stampHashed({ file: options.entryNames ?? '' });
  return {
    root,
    folder: resolve(root, outdir ?? dirname(outfile ?? '')),
    output: JSON.stringify(['esbuild', root, outdir ?? outfile, format, platform, readSibling(options)]),
    carrier,
    staticCarrier,
    documentUrl: documentAddress(baseOf(options), settings.document),
    writing: { format, ...readWriting(options) },
    format,
    file: `./${MODULE_NAME}${options.outExtension?.['.js'] ?? '.js'}`,
    hashes,
  };
}

/** What tells builds that write to the same folder from one another, and stays the same when one is built again. */
function readSibling({ entryPoints, entryNames, outExtension, target, minify }: BuildOptions) {
  return [entryPoints, entryNames, outExtension, target, minify];
}

/** The settings of esbuild's `transform`, which takes none that is `undefined`. */
function readWriting({ target, supported, sourcemap }: BuildOptions): Target['writing'] {
  return {
    // It names the exports of CommonJS in the way that `import()` of Node finds them.
    platform: 'node',
    ...(target && { target }),
    ...(supported && { supported }),
    // Whoever takes the maps of all scripts may expect one of each, and put them into the scripts.
    ...(sourcemap === 'external' && { sourcemap, sourcefile: 'virtual:verstamp', sourcesContent: false }),
  };
}

/** The base, which esbuild puts a slash behind; the root if only its pages will know. */
function baseOf({ publicPath = '' }: BuildOptions): string {
  return isRelativeBase(publicPath) ? '/' : publicPath.replace(/\/?$/, '/');
}

function readHashes({ entryNames = '[dir]/[name]', chunkNames = '[name]-[hash]' }: BuildOptions) {
  return { entry: isHashedPattern(entryNames), chunk: isHashedPattern(chunkNames) };
}
