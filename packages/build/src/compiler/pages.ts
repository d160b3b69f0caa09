import { documentTaken } from '@verstamp/core/problems';
import type { Compilation } from 'webpack';
import { stampPage } from '../carrier/head.ts';
import { pageTag } from '../carrier/tag.ts';
import { complain } from '../carrier/usage.ts';
import { EXTENSION_FILE, stampExtension } from '../output/extension.ts';
import { isPageFile } from '../output/file-kind.ts';
import { createHashCheck, replaceAsset, sourceOf, type Stamping } from './assets.ts';
import { placeOf } from './place.ts';

/** Stamps the pages of a compilation, once what they refer to is known and before they are listed or compressed. */
export async function stampPages(compilation: Compilation, stamping: Stamping): Promise<void> {
  const { session, target, usage } = stamping;
  const setting = session.settings.carrier;
  await stampManifest(compilation, stamping);
  await tagPages(compilation, stamping);
  const complaint = complain(usage, { setting, carrier: target.carrier });
  if (complaint !== undefined) {
    compilation.warnings.push(new compilation.compiler.webpack.WebpackError(complaint));
  }
}

/**
 * Adds the version document.
 *
 * @throws VerstampError `DOCUMENT_TAKEN` if another plugin has put a file there.
 */
export async function emitDocument(compilation: Compilation, { session }: Stamping): Promise<void> {
  const { document } = session.settings;
  if (document === false) return;
  if (compilation.getAsset(document)) throw documentTaken({ path: document });
  compilation.emitAsset(document, sourceOf(compilation, await session.document()));
}

async function stampManifest(compilation: Compilation, { session }: Stamping): Promise<void> {
  const manifest = compilation.getAsset(EXTENSION_FILE);
  if (!manifest) return;
  const text = stampExtension(Buffer.from(manifest.source.source()), await session.stamp());
  if (text !== undefined) replaceAsset(compilation, EXTENSION_FILE, text);
}

/** Puts the stamp into all pages. */
async function tagPages(compilation: Compilation, stamping: Stamping): Promise<void> {
  const { session, usage } = stamping;
  const isHashed = createHashCheck(compilation);
  for (const name of Object.keys(compilation.assets).filter(isPageFile)) {
    const asset = compilation.getAsset(name);
    // Nobody opens a file by a name that is a hash.
    if (!asset || isHashed(name)) continue;
    const attributes = pageTag(await session.stamp(), placeOf(compilation, name, stamping));
    const page = stampPage(asset.source.source(), session.identity.name, attributes);
    if (page === undefined) continue;
    replaceAsset(compilation, name, page);
    usage.isCarried = true;
  }
}
