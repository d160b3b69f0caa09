import { posix } from 'node:path';
import { MODULE_FILE } from '../carrier/choose.ts';

/** The names that an output's files get, as Vite, Rollup and Rolldown take them. */
export interface OutputNames {
  readonly format?: unknown;
  readonly entryFileNames?: unknown;
  readonly chunkFileNames?: unknown;
}

/** Whether a pattern for file names holds a hash; one that is computed is taken to. */
export function isHashedPattern(names: unknown): boolean {
  return typeof names !== 'string' || /\[hash(:\w+)?\]/.test(names);
}

/** Whether an output's files are no ES modules but CommonJS, in the words of either bundler. */
export function isCommonJs(format: unknown): boolean {
  return format === 'cjs' || format === 'commonjs';
}

/**
 * Names the file that holds the stamp. It stands where the entries do and ends as they do, or Node would take it for
 * another kind of module; two outputs meet in it only where their entries meet, too, and never in two formats.
 *
 * @param chunkNames - What the output's chunks are called, where that is known.
 */
export function moduleFile(
  { format, entryFileNames = '[name].js' }: OutputNames,
  chunkNames: unknown,
): string {
  const names = [entryFileNames, chunkNames].find((given) => typeof given === 'string') ?? '';
  const stem = MODULE_FILE.slice(0, -'.js'.length);
  if (isHashedPattern(names)) return stem + extensionOf(names, format);
  if (names.includes('[name]')) return names.replaceAll('[name]', stem);
  return posix.join(posix.dirname(names), stem + extensionOf(names, format));
}

/** Each of the endings that say the kind of module is right in every package. */
function extensionOf(names: string, format: unknown): string {
  if (isCommonJs(format)) return '.cjs';
  return names.endsWith('.js') ? '.js' : '.mjs';
}
