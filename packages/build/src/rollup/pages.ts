import { basename, extname } from 'node:path';
import { stampPage } from '../carrier/head.ts';
import { pageTag } from '../carrier/tag.ts';
import { EXTENSION_FILE, stampExtension } from '../output/extension.ts';
import { isHashedPattern, isPageFile } from '../output/file-kind.ts';
import type { Session } from '../session.ts';
import type { Bundle, BundleFile } from './bundle.ts';

/**
 * Puts the stamp into the pages that other plugins made, and returns whether there is any. An asset whose name is a
 * hash is not one: nobody opens it by that name.
 */
export async function stampPages(
  bundle: Bundle,
  session: Session,
  assetFileNames: unknown,
): Promise<boolean> {
  const { identity, settings } = session;
  const isHashed = isHashedPattern(assetFileNames) ? isRenamed : () => false;
  let hasPage = false;
  for (const name of Object.keys(bundle)) {
    const file = isPageFile(name) ? bundle[name] : undefined;
    if (file?.type !== 'asset' || isHashed(file)) continue;
    const place = { page: file.fileName, base: '', document: settings.document };
    const tag = pageTag(await session.stamp(), place);
    const page = stampPage(file.source, identity.name, tag);
    if (page === undefined) continue;
    file.source = page;
    hasPage = true;
  }
  return hasPage;
}

type AssetFile = Extract<BundleFile, { readonly type: 'asset' }>;

/** Tells whether a file bears another name than plugins gave it; some give a file that they name a title as well. */
function isRenamed({ fileName, names = [] }: AssetFile): boolean {
  const given = names.filter((name) => extname(name) === extname(fileName)).map((name) => basename(name));
  return given.length > 0 && !given.includes(basename(fileName));
}

/**
 * Puts the version into a browser extension's manifest.
 *
 * @throws VerstampError `REVISION_LIMIT`.
 */
export async function stampManifest(bundle: Bundle, session: Session): Promise<void> {
  const file = bundle[EXTENSION_FILE];
  if (file?.type !== 'asset') return;
  file.source = stampExtension(bytesOf(file), await session.stamp()) ?? file.source;
}

function bytesOf({ source }: AssetFile): Buffer {
  return Buffer.from(source as Uint8Array);
}
