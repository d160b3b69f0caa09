import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configInvalid } from '@verstamp/core/problems';
import { parseManifest } from '../workspace/manifest.ts';

/**
 * Reads from the workspace's verstamp.json whether a released package that changed without a changeset is
 * refused or only warned of.
 *
 * @throws VerstampError `CONFIG_INVALID` where `unplanned` is anything else.
 */
export async function readLeniency(root: string): Promise<'refuse' | 'warn'> {
  const path = join(root, 'verstamp.json');
  const bytes = await readFile(path).catch(() => undefined);
  const unplanned = bytes && parseManifest(bytes)?.['unplanned'];
  if (unplanned === undefined || unplanned === 'refuse') return 'refuse';
  if (unplanned === 'warn') return 'warn';
  throw configInvalid({ path, reason: '"unplanned" is neither "refuse" nor "warn"' });
}
