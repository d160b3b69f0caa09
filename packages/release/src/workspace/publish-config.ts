import { join } from 'node:path';
import { isObject, textOf } from '../json.ts';
import type { Manifest } from './manifest.ts';

/** Who may see a package. */
export type Access = 'public' | 'restricted';

/** Tells whether a setting says who may see a package. */
export function isAccess(value: unknown): value is Access {
  return value === 'public' || value === 'restricted';
}

/** What a package says of its own publishing, as far as it is valid: `publishConfig` in its package.json. */
export interface PublishConfig {
  readonly access: Access | undefined;
  readonly provenance: boolean | undefined;
  /** Returns any other setting that is a text, as in `tag`, `registry` or `directory`; `undefined` for an empty one. */
  readonly text: (name: string) => string | undefined;
}

/** Reads what a package says of its own publishing. */
export function readPublishConfig({ manifest }: { readonly manifest: Manifest }): PublishConfig {
  const own = isObject(manifest['publishConfig']) ? manifest['publishConfig'] : {};
  const { access, provenance } = own;
  return {
    access: isAccess(access) ? access : undefined,
    provenance: typeof provenance === 'boolean' ? provenance : undefined,
    text: (name) => textOf(own[name]),
  };
}

/** Finds the folder of which a package is packed: its own, or `publishConfig.directory` in it. */
export function findPackFolder(pkg: { readonly folder: string; readonly manifest: Manifest }): string {
  return join(pkg.folder, readPublishConfig(pkg).text('directory') ?? '');
}
