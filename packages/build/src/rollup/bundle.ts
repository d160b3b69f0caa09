import { isMapFile, mappedFile } from '../output/file-kind.ts';
import { splitFiles, type SplitFiles } from '../output/split.ts';

/** A file of a bundle that has not been written, as Rollup and Rolldown have it. */
export type BundleFile =
  | {
      readonly type: 'chunk';
      readonly fileName: string;
      /** The name before hashes were known. */
      readonly preliminaryFileName?: string;
      readonly isEntry: boolean;
      /** The module that an entry stands for. */
      readonly facadeModuleId: string | null;
      readonly moduleIds: readonly string[];
      readonly imports: readonly string[];
      readonly dynamicImports: readonly string[];
      readonly exports: readonly string[];
      code: string;
      /** That of its source map, if it has one beside it. */
      readonly sourcemapFileName?: string | null;
      readonly map?: { mappings?: unknown; sourcesContent?: unknown } | null;
    }
  | {
      readonly type: 'asset';
      readonly fileName: string;
      readonly preliminaryFileName?: never;
      /** What plugins called it, if they left its name to the bundler. */
      readonly names?: readonly string[];
      source: string | Uint8Array;
    };

/** A chunk of a bundle that has not been written. */
export type ChunkFile = Extract<BundleFile, { readonly type: 'chunk' }>;

/** The files of a bundle that has not been written, by name. */
export type Bundle = Readonly<Record<string, BundleFile>>;

/** Lists the chunks whose names are hashes: both bundlers put a mark where one is to stand. */
export function listHashed(bundle: Bundle): ReadonlySet<string> {
  // Half of the files are maps, and with Rolldown each question goes through a proxy.
  const isHashed = (name: string) => !isMapFile(name) && bundle[name]?.preliminaryFileName?.includes('!~{');
  return new Set(Object.keys(bundle).filter(isHashed));
}

/** Splits the files of a bundle that was written. */
export function splitBundle(bundle: Bundle): SplitFiles {
  const hashed = listHashed(bundle);
  return splitFiles(Object.keys(bundle), (file) => hashed.has(mappedFile(file)));
}
