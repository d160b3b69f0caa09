import type { Asset, Chunk, Compilation, sources } from 'webpack';
import { mappedFile } from '../output/file-kind.ts';
import type { Usage } from '../carrier/usage.ts';
import type { Session } from '../session.ts';
import type { Target } from './target.ts';

/** What the assets of one compilation are stamped by. */
export interface Stamping {
  readonly session: Session;
  readonly target: Target;
  readonly usage: Usage;
}

/** Tells whether the name of an asset holds a hash; so does a source map if that of what it is of does. */
export type HashCheck = (name: string) => boolean;

/**
 * Creates what tells which assets of a compilation have a hash in their name, as things stand. It is asked by name:
 * Rspack copies each asset that is looked at, and most are chunks, which say it faster.
 */
export function createHashCheck(compilation: Compilation): HashCheck {
  const known = new Map([...compilation.chunks].flatMap(listComputed).map((file) => [file, true]));
  const check = (file: string): boolean => {
    const isHashed = known.get(file) ?? hasHash(compilation.getAsset(file));
    known.set(file, isHashed);
    return isHashed;
  };
  // A map may have a hash of its own where what it is of has none.
  return (name) => check(mappedFile(name)) || check(name);
}

/** Tells whether an asset brings a running program up to date: its name holds the hash of the build before. */
export function isHotUpdate(asset: Pick<Asset, 'info'> | undefined): boolean {
  return asset?.info.hotModuleReplacement === true;
}

function hasHash({ info }: Pick<Asset, 'info'> = { info: {} }): boolean {
  const { contenthash, chunkhash, fullhash, modulehash } = info;
  if (isHotUpdate({ info })) return false;
  const hashes = [contenthash, chunkhash, fullhash, modulehash].flat();
  // Subresource integrity stands among the hashes, and in no name.
  return hashes.some((hash) => /^(?!sha\d+-)./.test(hash ?? ''));
}

/** Fewer characters of a hash stand in no name, and would be found in some by chance. */
const SHORTEST_HASH = 6;

/** Of a name that a function has put together, a bundler does not know that it holds a hash. */
function listComputed({ hash, contentHash, files }: Chunk): readonly string[] {
  const hashes = [hash, ...Object.values(contentHash)].flatMap((text) => text?.slice(0, SHORTEST_HASH) ?? []);
  return [...files].filter((file) => hashes.some((text) => file.includes(text)));
}

/** Puts something else into an asset. */
export function replaceAsset(compilation: Compilation, name: string, content: string | Buffer): void {
  // When it builds again, Rspack writes nothing whose version is the same, which each update of what it knows clears.
  compilation.updateAsset(name, sourceOf(compilation, content), (info) => info);
}

/** Makes what an asset holds of a text. */
export function sourceOf({ compiler }: Compilation, content: string | Buffer): sources.Source {
  return new compiler.webpack.sources.RawSource(content);
}
