import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root: string = fileURLToPath(new URL('../../../', import.meta.url));

/** A package of the workspace that is published. */
export interface Package {
  readonly folder: string;
  readonly manifest: {
    readonly name: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
    readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
    readonly [key: string]: unknown;
  };
}

/** Reads all packages under packages/. */
export function readPackages(): readonly Package[] {
  return readdirSync(join(root, 'packages')).map((name) => {
    const folder = join(root, 'packages', name);
    return {
      folder,
      manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package['manifest'],
    };
  });
}

/** Lists the TypeScript sources of a package that are published, tests left out. */
export function readSources(folder: string): ReadonlyArray<{ readonly file: string; readonly text: string }> {
  return readdirSync(join(folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|arbitrary|e2e)\.ts$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(folder, 'src', file), 'utf8') }));
}
