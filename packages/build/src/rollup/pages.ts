import { insertTag } from '../carrier/head.ts';
import { pageTag } from '../carrier/tag.ts';
import { EXTENSION_FILE, stampExtension } from '../output/extension.ts';
import type { Session } from '../stamp/session.ts';
import type { BundleFile } from './fill.ts';

/** Puts the stamp into the pages that other plugins made, and says how many there are. */
export async function stampPages(files: readonly BundleFile[], session: Session): Promise<number> {
  const { identity, settings } = session;
  let count = 0;
  for (const file of files) {
    if (file.type !== 'asset' || !/\.x?html?$/i.test(file.fileName)) continue;
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
export async function stampManifest(
  files: readonly BundleFile[],
  session: Pick<Session, 'stamp'>,
): Promise<void> {
  for (const file of files) {
    if (file.type !== 'asset' || file.fileName !== EXTENSION_FILE) continue;
    file.source = stampExtension(bytesOf(file), await session.stamp()) ?? file.source;
  }
}

function bytesOf({ source }: Extract<BundleFile, { readonly type: 'asset' }>): Buffer {
  return Buffer.from(source as Uint8Array);
}
