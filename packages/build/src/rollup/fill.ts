import type { Filling } from '../carrier/filling.ts';

/** A file of a bundle, as far as its name goes. */
export interface NamedFile {
  readonly fileName: string;
  /** The name before hashes were known; only chunks have one. */
  readonly preliminaryFileName?: string;
}

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

/**
 * Fills the blanks in the chunks of a bundle and in their source maps.
 *
 * @throws VerstampError `STAMP_HASHED`.
 */
export function fillBundle(
  files: readonly BundleFile[],
  fill: Filling,
  { isPage }: { readonly isPage: boolean },
): void {
  const chunks = files.filter((file) => file.type === 'chunk');
  const hashed = hashedNames(files);
  const fillAs = (file: string, content: string) =>
    fill(content, { file, isHashed: hashed.has(file), isPage });
  for (const chunk of chunks) {
    const { fileName, map } = chunk;
    const code = fillAs(fileName, chunk.code);
    if (code === undefined) continue;
    chunk.code = code;
    if (map && Array.isArray(map.sourcesContent)) {
      const sources: readonly unknown[] = map.sourcesContent;
      map.sourcesContent = sources.map((source) =>
        typeof source === 'string' ? (fillAs(fileName, source) ?? source) : source,
      );
    }
  }
  for (const asset of files) {
    if (asset.type === 'chunk' || typeof asset.source !== 'string') continue;
    const chunk = /^(.+)\.map$/.exec(asset.fileName)?.[1];
    if (chunk !== undefined) asset.source = fillAs(chunk, asset.source) ?? asset.source;
  }
}

/** Lists the chunks whose names are hashes: both bundlers put a mark where one is to stand. */
export function hashedNames(files: readonly NamedFile[]): ReadonlySet<string> {
  const hashed = files.filter((file) => file.preliminaryFileName?.includes('!~{') === true);
  return new Set(hashed.map(({ fileName }) => fileName));
}
