import { documentTaken } from '@verstamp/core/problems';
import type { Asset, Compilation } from 'webpack';
import { complain } from '../carrier/complaint.ts';
import { stampPage } from '../carrier/head.ts';
import { pageTag } from '../carrier/tag.ts';
import { EXTENSION_FILE, stampExtension } from '../output/extension.ts';
import { isPageFile } from '../output/file-kind.ts';
import type { Session } from '../stamp/session.ts';
import type { Reading } from './modules.ts';
import type { Target } from './target.ts';

/** What the assets of one compilation are stamped by. */
export interface Stamping {
  readonly session: Session;
  readonly target: Target;
  readonly reading: Reading;
}

/**
 * Stamps the pages of a compilation, once what they refer to is known and before they are compressed, and adds the
 * version document.
 *
 * @throws VerstampError `DOCUMENT_TAKEN` if another plugin has put a file there.
 */
export async function stampPages(compilation: Compilation, stamping: Stamping): Promise<void> {
  const { session, target, reading } = stamping;
  const { document, carrier: setting } = session.settings;
  await stampManifest(compilation, stamping);
  const hasPage = await tagPages(compilation, stamping);
  const complaint = complain({ setting, carrier: target.carrier, isRead: reading.accessor, hasPage });
  if (complaint !== undefined) {
    compilation.warnings.push(new compilation.compiler.webpack.WebpackError(complaint));
  }
  if (document === false) return;
  if (compilation.getAsset(document)) throw documentTaken({ path: document });
  compilation.emitAsset(document, sourceOf(compilation, await session.document()));
}

/**
 * Fills the placeholders in the assets of a compilation, once they are minified and before anybody says of one what it
 * holds.
 *
 * @throws VerstampError `STAMP_HASHED` or `STAMP_UNFILLED`.
 */
export async function fillScripts(
  compilation: Compilation,
  { session, target, reading }: Stamping,
): Promise<void> {
  const assets = compilation.getAssets();
  const hashed = listHashed(assets);
  const isPage = target.carrier === 'page';
  const fill = await session.filler();
  for (const asset of assets) {
    const file = asset.name;
    const isHashed = hashed.has(file);
    // Where pages carry the stamp, hashed files hold no placeholder unless somebody asked for one.
    if (isPage && isHashed && !reading.static) continue;
    // Rspack copies the source of each asset that is asked for it.
    const content = asset.source.source();
    // Any file may be a program, whatever its name; most bytes that are no text need not become one.
    const text = content.includes('verstamp')
      ? fill(content.toString(), { file, isHashed, isPage })
      : undefined;
    if (text !== undefined) compilation.updateAsset(file, sourceOf(compilation, text));
  }
}

/** Lists the assets whose names hold a hash, and their source maps. */
export function listHashed(assets: readonly Readonly<Asset>[]): ReadonlySet<string> {
  const hashed = assets.filter(({ info }) =>
    [info.contenthash, info.chunkhash, info.fullhash, info.modulehash]
      .flat()
      // Subresource integrity stands among the hashes, and in no name.
      .some((hash) => /^(?!sha\d+-)./.test(hash ?? '')),
  );
  return new Set(hashed.flatMap(({ name, info }) => [name, info.related?.['sourceMap'] ?? []].flat(2)));
}

async function stampManifest(compilation: Compilation, { session }: Stamping): Promise<void> {
  const manifest = compilation.getAsset(EXTENSION_FILE);
  if (!manifest) return;
  const text = stampExtension(Buffer.from(manifest.source.source()), await session.stamp());
  if (text !== undefined) compilation.updateAsset(EXTENSION_FILE, sourceOf(compilation, text));
}

/** Puts the stamp into all pages, and returns whether there is any. */
async function tagPages(compilation: Compilation, { session, target }: Stamping): Promise<boolean> {
  const assets = compilation.getAssets();
  const hashed = listHashed(assets);
  const { document } = session.settings;
  let hasPage = false;
  for (const { name, source } of assets) {
    // Nobody opens a file by a name that is a hash.
    if (!isPageFile(name) || hashed.has(name)) continue;
    const attributes = pageTag(await session.stamp(), { page: name, base: target.base, document });
    const page = stampPage(source.source(), session.identity.name, attributes);
    if (page === undefined) continue;
    compilation.updateAsset(name, sourceOf(compilation, page));
    hasPage = true;
  }
  return hasPage;
}

function sourceOf({ compiler }: Compilation, content: string | Buffer) {
  return new compiler.webpack.sources.RawSource(content);
}
