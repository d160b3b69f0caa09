import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PACKAGES = fileURLToPath(new URL('../../../../../packages/', import.meta.url));

/** Puts the built packages beside the apps, as a package manager would: a build that goes on cannot change them. */
export function installPlugins(folder: string): void {
  for (const name of ['core', 'build']) {
    const target = join(folder, 'node_modules/@verstamp', name);
    mkdirSync(target, { recursive: true });
    for (const part of ['package.json', 'dist']) {
      cpSync(join(PACKAGES, name, part), join(target, part), { recursive: true });
    }
  }
}

/** Imports an entry of the installed packages, as an app's configuration does. */
export async function importInstalled(root: string, entry: string): Promise<unknown> {
  const path = createRequire(join(root, 'package.json')).resolve(entry);
  return import(pathToFileURL(path).href);
}
