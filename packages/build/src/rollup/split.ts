import { MODULE_NAME } from '../carrier/choose.ts';
import { isCommonJs, moduleFile, type OutputNames } from './names.ts';

/** The parts of an output's options that decide which file a module stands in; Rollup's and Rolldown's. */
export interface OutputOptions extends OutputNames {
  readonly inlineDynamicImports?: unknown;
  readonly preserveModules?: unknown;
  readonly manualChunks?: unknown;
  readonly advancedChunks?: unknown;
  readonly codeSplitting?: unknown;
}

/** What a bundler says of a chunk before it has a file name. */
export interface Chunk {
  readonly moduleIds: readonly string[];
}

const OWN = /^\0virtual:verstamp/;

/**
 * Gives the module that holds the stamp a file of fixed name, so that no hashed file holds it.
 * An output that is one file has no hashed chunks, and stays as it is.
 */
export function splitModule(
  options: OutputOptions,
  { isRolldown }: { readonly isRolldown: boolean },
): Partial<OutputOptions> | undefined {
  if (!canSplit(options)) return undefined;
  const { chunkFileNames } = options;
  return {
    chunkFileNames: (chunk: Chunk) => {
      const given: unknown = typeof chunkFileNames === 'function' ? chunkFileNames(chunk) : chunkFileNames;
      const isOwn = chunk.moduleIds.length > 0 && chunk.moduleIds.every((id) => OWN.test(id));
      return isOwn ? moduleFile(options, given) : (given ?? '[name]-[hash].js');
    },
    ...(isRolldown && typeof options.manualChunks !== 'function'
      ? { codeSplitting: addGroup(options.codeSplitting ?? options.advancedChunks) }
      : { manualChunks: addChunk(options.manualChunks) }),
  };
}

function canSplit({ format, codeSplitting, inlineDynamicImports, preserveModules }: OutputOptions): boolean {
  const isModule =
    isCommonJs(format) || [undefined, 'es', 'esm', 'module'].includes(format as string | undefined);
  return isModule && codeSplitting !== false && inlineDynamicImports !== true && preserveModules !== true;
}

function addGroup(codeSplitting: unknown): object {
  const given = typeof codeSplitting === 'object' && codeSplitting !== null ? codeSplitting : {};
  const groups: readonly unknown[] =
    'groups' in given && Array.isArray(given.groups) ? (given.groups as readonly unknown[]) : [];
  const own = {
    name: MODULE_NAME,
    test: OWN,
    minSize: 0,
    minShareCount: 1,
    priority: Number.MAX_SAFE_INTEGER,
  };
  return { ...given, groups: [own, ...groups] };
}

type ChunkNames = (id: string, api: unknown) => unknown;

function addChunk(manualChunks: unknown): ChunkNames | object {
  if (typeof manualChunks === 'object' && manualChunks !== null) {
    return { ...manualChunks, [MODULE_NAME]: ['virtual:verstamp'] };
  }
  const given = typeof manualChunks === 'function' ? (manualChunks as ChunkNames) : undefined;
  return (id: string, api: unknown) => (OWN.test(id) ? MODULE_NAME : given?.(id, api));
}
