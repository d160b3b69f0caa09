import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, toolFolder } from './folders.ts';

/** What is read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package that is installed here. */
export interface Installed {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Finds installed packages and everything that they depend on; what is for other systems is not there. */
export function findInstalled(names: readonly string[]): readonly Installed[] {
  const found = new Map<string, Installed>();
  const visit = (from: string, name: string): boolean => {
    const folder = findFolder(from, name);
    if (folder === undefined) return false;
    if (found.has(folder)) return true;
    const manifest = readManifest(folder);
    const { dependencies = {}, optionalDependencies = {} } = manifest;
    found.set(folder, { folder, manifest });
    for (const dependency of Object.keys(dependencies)) visit(folder, dependency);
    const present = Object.entries(optionalDependencies).filter(([optional]) => visit(folder, optional));
    found.set(folder, {
      folder,
      manifest: { ...manifest, optionalDependencies: Object.fromEntries(present) },
    });
    return true;
  };
  for (const name of names) if (!visit(toolFolder, name)) throw new Error(`${name} is not installed`);
  // Ours are packed, as for a release.
  return [...found.values()].filter(({ folder }) => !folder.startsWith(join(root, 'packages')));
}

function findFolder(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (folder === dirname(folder)) return undefined;
  }
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}
