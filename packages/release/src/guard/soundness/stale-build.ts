import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { displayVersion, quote, safeParseVersion } from '@verstamp/core';
import { findStampedFolders } from '../../inspection/stamps.ts';
import type { PackageVersion } from '../../package-version.ts';
import type { TarballFiles } from '../../tarball/tarball.ts';
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
