import type { Chunk, Compilation, sources } from 'webpack';
import type { Usage } from '../carrier/usage.ts';
import type { Session } from '../session.ts';
import type { Target } from './target.ts';

/** What the assets of one compilation are stamped by. */
export interface Stamping {
  readonly session: Session;
  readonly target: Target;
  readonly usage: Usage;
}

/** Lists the assets whose names hold a hash, and their source maps. */
export function listHashed(compilation: Compilation): ReadonlySet<string> {
  const computed = new Set([...compilation.chunks].flatMap(listComputed));
  const hashed = compilation.getAssets().filter(
    ({ name, info }) =>
      computed.has(name) ||
      [info.contenthash, info.chunkhash, info.fullhash, info.modulehash]
        .flat()
        // Subresource integrity stands among the hashes, and in no name.
        .some((hash) => /^(?!sha\d+-)./.test(hash ?? '')),
  );
  return new Set(hashed.flatMap(({ name, info }) => [name, info.related?.['sourceMap'] ?? []].flat(2)));
}

/** Fewer characters of a hash stand in no name, and would be found in some by chance. */
const SHORTEST_HASH = 6;

/** Of a name that a function has put together, a bundler does not know that it holds a hash. */
function listComputed({ hash, contentHash, files }: Chunk): readonly string[] {
  const hashes = [hash, ...Object.values(contentHash)].flatMap((text) => text?.slice(0, SHORTEST_HASH) ?? []);
  return [...files].filter((file) => hashes.some((text) => file.includes(text)));
}

/** Makes what an asset holds of a text. */
export function sourceOf({ compiler }: Compilation, content: string | Buffer): sources.Source {
  return new compiler.webpack.sources.RawSource(content);
}
