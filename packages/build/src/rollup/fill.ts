import type { Filling } from '../carrier/filling.ts';

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
      source: string | Uint8Array;
    };

/** Which files are worth a look; with Rolldown, each look at one copies it. */
export interface FillScope {
  /** Whether pages carry the stamp. */
  readonly isPage: boolean;
  /** Whether hashed files may hold a blank that has to be filled, which is an error. */
  readonly mayBeHashed: boolean;
}

/**
 * Fills the blanks in the chunks of a bundle and in their source maps, and gives the names of the hashed ones.
 *
 * @throws VerstampError `STAMP_HASHED`.
 */
export function fillBundle(
  files: readonly BundleFile[],
  fill: Filling,
  { isPage, mayBeHashed }: FillScope,
): ReadonlySet<string> {
  const hashed = hashedNames(files);
  const isSkipped = (file: string): boolean => hashed.has(file) && !mayBeHashed;
  const fillAs = (file: string, content: string) =>
    fill(content, { file, isHashed: hashed.has(file), isPage });
  const filled = new Set<string>();
  for (const chunk of files) {
    if (chunk.type !== 'chunk' || isSkipped(chunk.fileName)) continue;
    const code = fillAs(chunk.fileName, chunk.code);
    if (code === undefined) continue;
    chunk.code = code;
    filled.add(chunk.fileName);
    fillSources(chunk, (source) => fillAs(chunk.fileName, source));
  }
  for (const asset of files) {
    const chunk = /^(.+)\.map$/.exec(asset.fileName)?.[1];
    if (asset.type === 'chunk' || chunk === undefined || !filled.has(chunk)) continue;
    if (typeof asset.source === 'string') asset.source = fillAs(chunk, asset.source) ?? asset.source;
  }
  return hashed;
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
function hashedNames(files: readonly BundleFile[]): ReadonlySet<string> {
  const hashed = new Set<string>();
  for (const file of files) {
    if (file.preliminaryFileName?.includes('!~{')) hashed.add(file.fileName);
  }
  return hashed;
}
