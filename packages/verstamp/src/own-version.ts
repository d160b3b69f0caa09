import { readFile } from 'node:fs/promises';

/** Reads the version of this package from its package.json. */
export async function readOwnVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
