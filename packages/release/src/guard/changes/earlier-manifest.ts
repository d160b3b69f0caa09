import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResolveCatalog } from '../../workspace/catalogs.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { describeManifest } from './manifest-content.ts';

/** A package.json before now, and what `catalog:` stands for then and now. */
export interface EarlierManifest {
  readonly path: string;
  readonly before: Buffer;
  readonly catalogs?: { readonly before: ResolveCatalog; readonly now: ResolveCatalog } | undefined;
}

/** Tells whether a package.json says the same of the package itself now; tools and siblings' ranges do not count. */
export async function isManifestSame(
  { root, packages }: Pick<Workspace, 'root' | 'packages'>,
  { path, before, catalogs }: EarlierManifest,
): Promise<boolean> {
  const siblings = new Set(packages.map(({ name }) => name));
  const now = await readFile(join(root, path));
  const then = describeManifest(before, { siblings, ...(catalogs && { resolve: catalogs.before }) });
  return (
    then !== undefined &&
    then === describeManifest(now, { siblings, ...(catalogs && { resolve: catalogs.now }) })
  );
}
