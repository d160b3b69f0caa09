import { once } from 'node:events';
import type { ReadEntry } from 'tar';

/** Extracts a tarball into a folder as npm does: its files alone, without the first folder of each path. */
export async function extractTarball(packed: Buffer, folder: string): Promise<void> {
  const { extract } = await import('tar');
  const unpack = extract({ cwd: folder, strip: 1, noMtime: true, preserveOwner: false, filter });
  const closed = once(unpack, 'close');
  unpack.end(packed);
  await closed;
}

function filter(_: string, entry: object): boolean {
  const file = entry as ReadEntry;
  // The mode that a file has elsewhere might keep it from being read here.
  file.mode = 0o700;
  return !file.type.endsWith('Link');
}
