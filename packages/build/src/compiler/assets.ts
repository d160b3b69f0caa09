import type { Compilation, sources } from 'webpack';
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
  const hashed = compilation.getAssets().filter(({ info }) =>
    [info.contenthash, info.chunkhash, info.fullhash, info.modulehash]
      .flat()
      // Subresource integrity stands among the hashes, and in no name.
      .some((hash) => /^(?!sha\d+-)./.test(hash ?? '')),
  );
  return new Set(hashed.flatMap(({ name, info }) => [name, info.related?.['sourceMap'] ?? []].flat(2)));
}

/** Makes what an asset holds of a text. */
export function sourceOf({ compiler }: Compilation, content: string | Buffer): sources.Source {
  return new compiler.webpack.sources.RawSource(content);
}
