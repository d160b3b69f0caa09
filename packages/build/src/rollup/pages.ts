import { insertTag } from '../carrier/head.ts';
import { pageTag } from '../carrier/tag.ts';
import { EXTENSION_FILE, stampExtension } from '../output/extension.ts';
import type { Session } from '../stamp/session.ts';
import type { Bundle, BundleFile } from './fill.ts';

/** Puts the stamp into the pages that other plugins made, and says how many there are. */
export async function stampPages(bundle: Bundle, session: Session): Promise<number> {
  const { identity, settings } = session;
  let count = 0;
  for (const name of Object.keys(bundle)) {
    const file = /\.x?html?$/i.test(name) ? bundle[name] : undefined;
    if (file?.type !== 'asset') continue;
    const place = { page: file.fileName, base: '', document: settings.document };
    file.source = insertTag(
      bytesOf(file).toString('utf8'),
      identity.name,
      pageTag(await session.stamp(), place),
    );
    count++;
  }
  return count;
}

/**
 * Puts the version into a browser extension's manifest.
 *
 * @throws VerstampError `REVISION_LIMIT`.
 */
export async function stampManifest(bundle: Bundle, session: Pick<Session, 'stamp'>): Promise<void> {
  const file = bundle[EXTENSION_FILE];
  if (file?.type !== 'asset') return;
  file.source = stampExtension(bytesOf(file), await session.stamp()) ?? file.source;
}

function bytesOf({ source }: Extract<BundleFile, { readonly type: 'asset' }>): Buffer {
  return Buffer.from(source as Uint8Array);
}
