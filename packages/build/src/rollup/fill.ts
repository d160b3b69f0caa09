import type { Filler } from '../carrier/filler.ts';
import { mappedFile } from '../output/file-kind.ts';
import type { Bundle, ChunkFile } from './bundle.ts';

/** Which files are worth a look; with Rolldown, each look at one's code copies it. */
export interface FillScope {
  /** The names that hold a hash. */
  readonly hashed: ReadonlySet<string>;
  /** Whether pages carry the stamp. */
  readonly isPage: boolean;
  /** Whether hashed files may hold a placeholder that has to be filled, which is an error. */
  readonly mayBeHashed: boolean;
}

/**
 * Fills the placeholders in the chunks of a bundle and in their source maps.
 *
 * @throws VerstampError `STAMP_HASHED`.
 */
export function fillBundle(bundle: Bundle, fill: Filler, { hashed, isPage, mayBeHashed }: FillScope): void {
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

/** Fills the placeholders in the assets that scripts of a fixed name have become, and in their source maps. */
export function fillAssets(bundle: Bundle, fill: Filler, names: Iterable<string>): void {
  for (const file of [...names].flatMap((name) => [name, `${name}.map`])) {
    const asset = bundle[file];
    if (asset?.type !== 'asset') continue;
    const { source } = asset;
    asset.source = fill(String(source), { file, isHashed: false, isPage: true }) ?? source;
  }
}

/** A map holds the virtual module's source, and with it the placeholder. */
function fillSources({ map }: ChunkFile, fill: (source: string) => string | undefined): void {
  if (!map || !Array.isArray(map.sourcesContent)) return;
  const sources: readonly unknown[] = map.sourcesContent;
  map.sourcesContent = sources.map((source) =>
    typeof source === 'string' ? (fill(source) ?? source) : source,
  );
}
