import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Declaration } from './declaration.ts';
import { readExports } from './read-exports.ts';

/** The root of the repository. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

/** An entry point of a package, and what can be imported from it. */
export interface Entry {
  /** As in `@verstamp/core/problems`. */
  readonly specifier: string;
  readonly exports: readonly Declaration[];
  /** The whole text of an entry point that only declares, as the virtual modules; else `undefined`. */
  readonly declared: string | undefined;
}

/** A package that is published. */
export interface Package {
  /** Its folder in `packages`. */
  readonly folder: string;
  readonly name: string;
  readonly description: string;
  readonly entries: readonly Entry[];
}

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** Reads all published packages, from their sources. */
export function readPackages(): readonly Package[] {
  const manifests = readdirSync(join(root, 'packages')).map((folder) => {
    const text = readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8');
    return { folder, manifest: JSON.parse(text) as Manifest };
  });
  const sources = new Map(
    manifests.flatMap(({ folder, manifest }) =>
      Object.entries(manifest.exports).flatMap(([path, target]) => {
        const source = typeof target === 'string' ? undefined : target['@verstamp/source'];
        if (source === undefined) return [];
        return [[`${manifest.name}${path.slice(1)}`, join(root, 'packages', folder, source)] as const];
      }),
    ),
  );
  return manifests.map(({ folder, manifest: { name, description, exports } }) => ({
    folder,
    name,
    description,
    entries: Object.entries(exports).flatMap(([path, target]): readonly Entry[] => {
      const specifier = `${name}${path.slice(1)}`;
      const source = sources.get(specifier);
      if (source !== undefined) {
        const found = readExports(source, (wanted) => sources.get(wanted));
        return [{ specifier, exports: found, declared: undefined }];
      }
      const types = typeof target === 'string' ? undefined : target['types'];
      if (types === undefined) return [];
      const declared = readFileSync(join(root, 'packages', folder, types), 'utf8').trim();
      return [{ specifier, exports: [], declared }];
    }),
  }));
}
