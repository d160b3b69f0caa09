import type { Filling } from '../carrier/filler.ts';
import { isMapFile, mappedFile } from '../output/file-kind.ts';
import { splitFiles, type SplitFiles } from '../output/split.ts';

/** A file of a bundle that has not been written, as Rollup and Rolldown have it. */
export type BundleFile =
  | {
      readonly type: 'chunk';
      readonly fileName: string;
      /** The name before hashes were known. */
      readonly preliminaryFileName?: string;
      code: string;
      readonly map?: { sourcesContent?: unknown } | null;
    }
  | {
      readonly type: 'asset';
      readonly fileName: string;
      readonly preliminaryFileName?: never;
      /** What plugins called it, where they left its name to the bundler. */
      readonly names?: readonly string[];
      source: string | Uint8Array;
    };

/** The files of a bundle that has not been written, by name. */
export type Bundle = Readonly<Record<string, BundleFile>>;

/** Which files are worth a look; with Rolldown, each look at one's code copies it. */
export interface FillScope {
  /** The names that hold a hash. */
  readonly hashed: ReadonlySet<string>;
  /** Whether pages carry the stamp. */
  readonly isPage: boolean;
  /** Whether hashed files may hold a blank that has to be filled, which is an error. */
  readonly mayBeHashed: boolean;
}

/**
 * Fills the blanks in the chunks of a bundle and in their source maps.
 *
 * @throws VerstampError `STAMP_HASHED`.
 */
export function fillBundle(bundle: Bundle, fill: Filling, { hashed, isPage, mayBeHashed }: FillScope): void {
  const files = Object.entries(bundle);
  const fillAs = (file: string, content: string) =>
    fill(content, { file, isHashed: hashed.has(file), isPage });
  const filled = new Set<string>();
  for (const [name, chunk] of files) {
    if (chunk.type !== 'chunk' || (hashed.has(name) && !mayBeHashed)) continue;
    const code = fillAs(name, chunk.code);
    if (code === undefined) continue;
    chunk.code = code;
    filled.add(name);
    fillSources(chunk, (source) => fillAs(name, source));
  }
  for (const [name, asset] of files) {
    const chunk = mappedFile(name);
    if (asset.type === 'chunk' || !filled.has(chunk)) continue;
    if (typeof asset.source === 'string') asset.source = fillAs(chunk, asset.source) ?? asset.source;
  }
}

/** A map holds the virtual module's source, and with it the blank. */
function fillSources(
  { map }: Extract<BundleFile, { readonly type: 'chunk' }>,
  fill: (source: string) => string | undefined,
): void {
  if (!map || !Array.isArray(map.sourcesContent)) return;
  const sources: readonly unknown[] = map.sourcesContent;
  map.sourcesContent = sources.map((source) =>
    typeof source === 'string' ? (fill(source) ?? source) : source,
  );
}

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
