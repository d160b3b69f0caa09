import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { displayVersion, quote, safeParseVersion } from '@verstamp/core';
import { findStampedFolders } from '../../inspection/stamps.ts';
import { keyOf, type PackageVersion } from '../../package-version.ts';
import type { TarballFiles } from '../../tarball/tarball.ts';
import type { Manifest } from '../../workspace/manifest.ts';
import { showPath } from './show-path.ts';

/**
 * Lists the entry points that were never built: they are in a folder that is nowhere. Any other was left out or is misspelt.
 *
 * @param missing - The entry points that are not in the tarball.
 * @param base - The folder that was packed.
 */
export function findUnbuilt(
  missing: readonly string[],
  { files, base }: { readonly files: TarballFiles; readonly base: string },
): readonly string[] {
  const packed = [...files.keys()];
  return missing
    .filter((path) => {
      const [top = '', ...rest] = path.replace(/^(\.?\/)+/, '').split('/');
      return (
        rest.length > 0 && !existsSync(join(base, top)) && !packed.some((file) => file.startsWith(`${top}/`))
      );
    })
    .map((path) => `${showPath(path)} is not built.`);
}

/**
 * Says where the packed package.json is that of another version, as in a folder that was built before the version was raised:
 * registries publish what it says.
 */
export function findOtherManifest({ name, version }: Manifest, pkg: PackageVersion): readonly string[] {
  if (name === pkg.name && version === pkg.version) return [];
  const packed = quote(`${String(name)}@${String(version)}`, 344);
  return [`The package.json in it is that of ${packed}, and not of ${quote(keyOf(pkg), 344)}.`];
}

/** Lists the outputs that are of a build of another version. */
export function findOtherVersions(
  bytes: ReadonlyMap<string, Buffer>,
  { name, version }: PackageVersion,
): readonly string[] {
  return findStampedFolders(bytes).flatMap(({ path, record: { stamp } }) => {
    if (stamp.name !== name) return [];
    const parsed = safeParseVersion(stamp.version);
    const stamped = parsed.kind === 'version' ? displayVersion(parsed.version) : stamp.version;
    return stamped === version
      ? []
      : [
          `${showPath(path)} is of a build of ${quote(stamped, 128)}, and package.json says ${quote(version, 128)}.`,
        ];
  });
}
