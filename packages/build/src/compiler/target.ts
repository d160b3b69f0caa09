import type { Compiler } from 'webpack';
import { isRelativeBase } from '../carrier/address.ts';
import { chooseCarrier, type ChosenCarrier } from '../carrier/choose.ts';
import type { Carrier } from '../options.ts';
import { isHashedPattern } from '../output/file-kind.ts';

/** The parts of a compiler's options that the plugin goes by. */
export interface Target {
  /** Tells the output from the others of the run. */
  readonly output: unknown;
  readonly carrier: ChosenCarrier;
  /** Which chunks may have the module that holds the stamp in a file beside them. */
  readonly splits: 'all' | 'async';
  /** Where the site will stand; `''` if only its pages will know. */
  readonly base: string;
}

/** Reads what the plugin goes by, once the bundler has filled in its defaults. */
export function readTarget({ options, context }: Compiler, carrier: Carrier): Target {
  const { path, filename, chunkFilename, chunkLoading, publicPath, library } = options.output;
  const { name, entry, externalsPresets, target } = options;
  const isWorker = [target].flat().some((item) => item === 'webworker');
  const isPage = externalsPresets.web === true && !isWorker && library === undefined;
  // In other ways nobody loads a file beside an entry, or the entry begins ticks later, as no service worker may; who loads
  // an entry whose name is a hash has its name from the build, and those of the files beside it.
  const isLoaded = chunkLoading === 'require' || chunkLoading === 'import';
  return {
    output: ['compiler', context, name, path, filename, entry, target],
    carrier: chooseCarrier(carrier, {
      isPage,
      isHashed: isHashedPattern(filename) || isHashedPattern(chunkFilename),
    }),
    splits: isLoaded || (!isWorker && isHashedPattern(filename)) ? 'all' : 'async',
    base:
      typeof publicPath === 'string' && publicPath !== 'auto' && !isRelativeBase(publicPath)
        ? publicPath
        : '',
  };
}
