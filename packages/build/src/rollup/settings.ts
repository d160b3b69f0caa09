import { resolve } from 'node:path';
import { chooseCarrier, type ChosenCarrier } from '../carrier/choose.ts';
import type { Carrier } from '../options.ts';
import { isHashedPattern } from '../output/file-kind.ts';
import { isCommonJs, isEsModule, nameAny } from './names.ts';
import type { OutputOptions } from './split.ts';

/** The parts of an output's options that the plugin goes by. */
export interface OutputSettings extends OutputOptions {
  readonly dir?: string | undefined;
  readonly file?: string | undefined;
  readonly assetFileNames?: unknown;
}

/**
 * Lists what tells an output from the others of its build, the same before and after the bundler has filled in what its
 * options leave open.
 *
 * @param cwd - The folder that the output's is below.
 */
export function identifyOutput(cwd: string, output: OutputSettings): readonly unknown[] {
  const { dir, file = 'dist', format } = output;
  const kind = isEsModule(format) ? 'es' : isCommonJs(format) ? 'cjs' : format;
  return [resolve(cwd, dir ?? file), kind, nameAny(output) ?? '[name].js'];
}

/**
 * Chooses how an output carries its stamp. Pages find their entry by a hashed name in a format of the web;
 * Rollup does not say whom it builds for, Rolldown's `platform` does.
 */
export function outputCarrier(
  carrier: Carrier,
  { file, format, entryFileNames = '[name].js', chunkFileNames = '[name]-[hash].js' }: OutputSettings,
  platform: unknown,
): ChosenCarrier {
  const isEntryHashed = isHashedPattern(entryFileNames);
  return chooseCarrier(carrier, {
    isPage: isEntryHashed && platform !== 'node' && !isCommonJs(format),
    // One file of a given name has no chunks beside it.
    isHashed: file === undefined && (isEntryHashed || isHashedPattern(chunkFileNames)),
  });
}
