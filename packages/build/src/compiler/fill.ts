import type { Compilation } from 'webpack';
import { listHashed, sourceOf, type Stamping } from './assets.ts';

/**
 * Fills the placeholders in the assets of a compilation, once they are minified and before anybody says of one what it
 * holds.
 *
 * @throws VerstampError `STAMP_HASHED` or `STAMP_UNFILLED`.
 */
export async function fillScripts(
  compilation: Compilation,
  { session, target, usage }: Stamping,
): Promise<void> {
  const assets = compilation.getAssets();
  const hashed = listHashed(compilation);
  const isPage = target.carrier === 'page';
  const fill = await session.filler();
  for (const asset of assets) {
    const file = asset.name;
    const isHashed = hashed.has(file);
    // Where pages carry the stamp, hashed files hold no placeholder unless somebody asked for one.
    if (isPage && isHashed && !usage.imported.has('static')) continue;
    // Rspack copies the source of each asset that is asked for it.
    const content = asset.source.source();
    // Any file may be a program, whatever its name; most bytes that are no text need not become one.
    const text = content.includes('verstamp')
      ? fill(content.toString(), { file, isHashed, isPage })
      : undefined;
    if (text !== undefined) compilation.updateAsset(file, sourceOf(compilation, text));
  }
}
