import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PackageVersion } from '../package-version.ts';
import { formatIntegrity, isPromised } from '../tarball/integrity.ts';
import { readPackedManifest } from '../tarball/packed-manifest.ts';
import { readTarball, type TarballFiles } from '../tarball/tarball.ts';
import type { PackageManager } from '../workspace/manager.ts';
import type { PlannedRelease } from './plan.ts';

/** A tarball that would be published. */
export interface PackedTarball {
  /** `sha512-…` of its bytes. */
  readonly integrity: string;
  /**
   * Reads what is in it, when that is first asked for.
   * @throws VerstampError `TARBALL_INVALID`.
   */
  readonly read: () => Promise<TarballFiles>;
}

/**
 * Opens a tarball, without reading what is in it.
 *
 * @param label - What the tarball is called in errors.
 */
export function openPacked(bytes: Buffer, label: string): PackedTarball {
  let files: Promise<TarballFiles> | undefined;
  return { integrity: formatIntegrity(bytes), read: async () => (files ??= readTarball(bytes, label)) };
}

/** A tarball whose package and path are known. */
export interface OwnedTarball extends PackedTarball, PlannedRelease {}

/** What is known before any tarball is read. */
export interface KnownTarballs {
  /** Packages by the names that their tarballs get. */
  readonly expected: ReadonlyMap<string, PackageVersion>;
  /** The integrity that a registry promises of packages, by name. */
  readonly promised: ReadonlyMap<string, string>;
}

/**
 * Reads a folder that packages were packed into, and finds whose each tarball is.
 *
 * @throws VerstampError `TARBALL_INVALID`.
 */
export async function readPacked(folder: string, known: KnownTarballs): Promise<readonly OwnedTarball[]> {
  const found: OwnedTarball[] = [];
  for (const file of readdirSync(folder)) {
    const tarball = join(folder, file);
    // Nothing else is to be done here, and a promise for each file costs ten times as much.
    const packed = openPacked(readFileSync(tarball), file);
    // What the tools print differs between their versions.
    const owner = recognize(file, packed, known) ?? (await readOwner(packed));
    if (owner) found.push({ ...owner, ...packed, tarball });
  }
  return found;
}

/** Bytes that a registry promises of the very package that the file is named after are that package's. */
function recognize(
  file: string,
  { integrity }: PackedTarball,
  { expected, promised }: KnownTarballs,
): PackageVersion | undefined {
  const owner = expected.get(file);
  if (!owner || !isPromised(integrity, promised.get(owner.name) ?? '')) return undefined;
  return { name: owner.name, version: owner.version };
}

/** Any other tarball is asked itself. */
async function readOwner({ read }: PackedTarball): Promise<PackageVersion | undefined> {
  const { name, version } = readPackedManifest(await read()) ?? {};
  return typeof name === 'string' && typeof version === 'string' ? { name, version } : undefined;
}

/** Names the file that a package is packed into. */
export function nameTarball(manager: PackageManager, { name, version }: PackageVersion): string {
  switch (manager) {
    case 'yarn-classic':
      return `${name.replace('/', '-')}.tgz`;
    case 'yarn':
      return `${name.replace('/', '-')}-${version}.tgz`;
    default:
      return `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
  }
}
