import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from 'vite';
import { EXTENSION_FILE, stampExtension } from '../output/extension.ts';
import type { Session } from '../session.ts';

/**
 * Finds out before anything is written whether a browser extension's manifest, which Vite copies, can bear the
 * version.
 *
 * @throws VerstampError `REVISION_LIMIT`.
 */
export async function checkManifest(session: Session, { config }: Environment): Promise<void> {
  const { publicDir, build, consumer } = config;
  const path = join(publicDir, EXTENSION_FILE);
  if (publicDir === '' || !build.copyPublicDir || consumer !== 'client' || !existsSync(path)) return;
  stampExtension(readFileSync(path), await session.stamp());
}
