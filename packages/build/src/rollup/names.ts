import { posix } from 'node:path';
import { MODULE_NAME } from '../carrier/choose.ts';
import { isHashedPattern } from '../output/file-kind.ts';

/** The names that an output's files get, as Vite, Rollup and Rolldown take them. */
export interface OutputNames {
  readonly format?: unknown;
  readonly entryFileNames?: unknown;
  readonly chunkFileNames?: unknown;
}

/** Tells whether an output's files are CommonJS, in the words of either bundler. */
export function isCommonJs(format: unknown): boolean {
  return format === 'cjs' || format === 'commonjs';
}

/** Tells whether an output's files are ES modules, in the words of either bundler. */
export function isEsModule(format: unknown): boolean {
  return format === undefined || ['es', 'esm', 'module'].includes(format as string);
}

/** A chunk that stands for all of an output. */
const ANY = { name: 'name', isEntry: true, facadeModuleId: 'name.js', moduleIds: [] };

/** Says how an output's entries are named: if that is computed, by what is computed for any, and how. */
export function nameAny({ entryFileNames }: OutputNames): unknown {
  if (typeof entryFileNames !== 'function') return entryFileNames;
  try {
    // One function may make many that differ in nothing but what they have from it.
    return [entryFileNames, entryFileNames(ANY)];
  } catch {
    return entryFileNames;
  }
}

/**
 * Names the file that holds the stamp. It stands where the entries do and ends as they do, or Node would take it for
 * another kind of module; two outputs meet in it only where their entries meet, too, and never in two formats.
 *
 * @param chunkNames - What the output's chunks are called, if that is known.
 */
export function moduleFile(
  { format, entryFileNames = '[name].js' }: OutputNames,
  chunkNames: unknown,
): string {
  const names = [entryFileNames, chunkNames].find((given) => typeof given === 'string') ?? '';
  if (isHashedPattern(names)) return MODULE_NAME + extensionOf(names, format);
  if (names.includes('[name]')) return names.replaceAll('[name]', MODULE_NAME);
  return posix.join(posix.dirname(names), MODULE_NAME + extensionOf(names, format));
}

/** Each of the endings that say the kind of module is right in every package. */
function extensionOf(names: string, format: unknown): string {
  if (isCommonJs(format)) return '.cjs';
  return names.endsWith('.js') ? '.js' : '.mjs';
}
