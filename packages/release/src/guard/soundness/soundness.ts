import { readPackedManifest } from '../../tarball/packed-manifest.ts';
import type { TarballFiles } from '../../tarball/tarball.ts';
import { findPackFolder } from '../../workspace/publish-config.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';
import type { Siblings } from '../../workspace/siblings.ts';
import { findMissingEntries } from './entries.ts';
import { findAltered, findLeftOut } from './output.ts';
import { findPointers } from './pointers.ts';
import { findInsideRanges, findStaleRanges } from './ranges.ts';
import { showPath } from './show-path.ts';
import { findOtherManifest, findOtherVersions, findUnbuilt } from './stale-build.ts';

/** Why a tarball could not work for who installs it. */
export interface Unsoundness {
  /** `stale-build` if building again mends it. */
  readonly verdict: 'broken-package' | 'stale-build';
  readonly reasons: readonly string[];
}

/** Checks that a packed package could work, and is of a build of its own version. */
export async function findUnsoundness(
  files: TarballFiles,
  pkg: Pick<WorkspacePackage, 'name' | 'version' | 'folder' | 'manifest'>,
  siblings: Siblings,
): Promise<Unsoundness | undefined> {
  const manifest = readPackedManifest(files) ?? {};
  const base = findPackFolder(pkg);
  const missing = findMissingEntries(manifest, new Set(files.keys()));
  const bytes = new Map([...files.values()].map((file) => [file.path, file.bytes]));
  const stale = [
    ...findUnbuilt(missing, { files, base }),
    ...findOtherManifest(manifest, pkg),
    ...findOtherVersions(bytes, pkg),
  ];
  if (stale.length > 0) return { verdict: 'stale-build', reasons: stale };
  const broken = [
    ...findInsideRanges(manifest),
    ...(await findStaleRanges(files, { ...pkg, siblings })),
    ...missing.map((path) => `The entry point ${showPath(path)} is not in the tarball.`),
    ...findAltered(bytes),
    ...findPointers(bytes),
    ...findLeftOut(files, base),
  ];
  return broken.length > 0 ? { verdict: 'broken-package', reasons: broken } : undefined;
}
