import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLedger } from '@verstamp/build/revision';
import { parseManifest } from '../workspace/manifest.ts';

/**
 * Reads from the workspace's verstamp.json whether a released package that changed without a changeset is
 * refused or only warned of.
 *
 * @throws VerstampError `CONFIG_INVALID` where verstamp.json cannot be used.
 */
export async function readLeniency(root: string): Promise<'refuse' | 'warn'> {
  // Whoever asks for a ledger has all of the file checked.
  findLedger(root, {});
  const bytes = await readFile(join(root, 'verstamp.json')).catch(() => undefined);
  return bytes && parseManifest(bytes)?.['unplanned'] === 'warn' ? 'warn' : 'refuse';
}
