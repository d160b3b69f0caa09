import { MODULE_NAME } from '../carrier/choose.ts';
import { isRecord } from '../json.ts';
import { RESOLVED_ID } from '../virtual-id.ts';
import { isCommonJs, isEsModule, moduleFile, type OutputNames } from './names.ts';

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

/** What splitting a module off asks the bundler. */
export interface SplitContext {
  /** What the bundler says of itself. */
  readonly meta: object;
  /** Lists the modules that were loaded; Rollup knows them before its outputs' options. */
  readonly getModuleIds?: () => Iterable<string>;
}

/**
 * Returns the options that give the module which holds the stamp a file of fixed name, so that no hashed file holds it;
 * `undefined` for an output that is one file: it has no hashed chunks.
 */
export function splitModule(
  options: OutputOptions,
  { meta, getModuleIds = () => [] }: SplitContext,
): Partial<OutputOptions> | undefined {
  if (!canSplit(options)) return undefined;
  const { chunkFileNames, codeSplitting, advancedChunks, manualChunks } = options;
  const isFunction = typeof manualChunks === 'function';
  return {
    chunkFileNames: (chunk: Chunk) => {
      const given: unknown = typeof chunkFileNames === 'function' ? chunkFileNames(chunk) : chunkFileNames;
      const others = chunk.moduleIds.filter((id) => !RESOLVED_ID.test(id));
      // Rolldown may put its helpers beside what takes them.
      const isOwn =
        others.length < chunk.moduleIds.length && others.every((id) => id === '\0rolldown/runtime.js');
      return isOwn ? moduleFile(options, given) : (given ?? '[name]-[hash].js');
    },
    ...('rolldownVersion' in meta
      ? {
          codeSplitting: addGroup(
            isRecord(codeSplitting)
              ? codeSplitting
              : (advancedChunks ?? (isFunction ? groupBy(manualChunks as ChunkNames) : undefined)),
          ),
          // It warns of those that it does not go by; those that stand in our group are gone by.
          ...(!isRecord(codeSplitting) && {
            advancedChunks: undefined,
            manualChunks: isFunction && !advancedChunks ? undefined : manualChunks,
          }),
        }
      : { manualChunks: addChunk(manualChunks, getModuleIds) }),
  };
}

function canSplit({ format, codeSplitting, inlineDynamicImports, preserveModules }: OutputOptions): boolean {
  // Elsewhere an entry cannot load it at its start, and two formats would meet in one file.
  const isModule = isCommonJs(format) || isEsModule(format);
  return isModule && codeSplitting !== false && inlineDynamicImports !== true && preserveModules !== true;
}

/** What Rolldown hands to a function that names chunks. */
interface ChunkingContext {
  getModuleInfo(id: string): unknown;
}

/** What Rolldown's options say of chunks. */
interface CodeSplitting {
  readonly groups?: readonly object[];
}

function addGroup(codeSplitting: unknown): CodeSplitting {
  const given = codeSplitting as CodeSplitting | undefined;
  const own = {
    name: MODULE_NAME,
    test: RESOLVED_ID,
    minSize: 0,
    minModuleSize: 0,
    maxModuleSize: Number.MAX_SAFE_INTEGER,
    maxSize: Number.MAX_SAFE_INTEGER,
    minShareCount: 1,
    priority: Number.MAX_SAFE_INTEGER,
  };
  return { ...given, groups: [own, ...(given?.groups ?? [])] };
}

/** Says in Rolldown's words what a function of Rollup's says: as a group it stands behind ours. */
function groupBy(choose: ChunkNames): CodeSplitting {
  const name = (id: string, context: ChunkingContext): unknown =>
    choose(id, { getModuleInfo: (other: string) => context.getModuleInfo(other) });
  return { groups: [{ name, debugName: 'manualChunks' }] };
}

type ChunkNames = (id: string, api: unknown) => unknown;

function addChunk(
  manualChunks: unknown,
  getModuleIds: NonNullable<SplitContext['getModuleIds']>,
): ChunkNames | object {
  if (isRecord(manualChunks)) {
    // Rollup loads what is listed, though nothing imports it, and finds it by the id that programs import.
    const own = [...getModuleIds()].flatMap((id) => (RESOLVED_ID.test(id) ? id.slice(1) : []));
    return own.length === 0 ? manualChunks : { ...manualChunks, [MODULE_NAME]: own };
  }
  const given = typeof manualChunks === 'function' ? (manualChunks as ChunkNames) : undefined;
  return (id: string, api: unknown) => (RESOLVED_ID.test(id) ? MODULE_NAME : given?.(id, api));
}
