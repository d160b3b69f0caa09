import type { Compilation } from 'webpack';
import { createHashCheck, replaceAsset, type Stamping } from './assets.ts';

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
  const isPage = target.carrier === 'page';
  const fill = await session.filler();
  const check = createHashCheck(compilation);
  for (const file of Object.keys(compilation.assets)) {
    const isHashed = check(file);
    // Where pages carry the stamp, hashed files hold no placeholder unless somebody asked for one.
    if (isPage && isHashed && !usage.imported.has('static')) continue;
    const content = compilation.getAsset(file)?.source.source();
    // Any file may be a program, whatever its name; most bytes that are no text need not become one.
    const text = content?.includes('verstamp')
      ? fill(content.toString(), { file, isHashed, isPage })
      : undefined;
    if (text !== undefined) replaceAsset(compilation, file, text);
  }
}
