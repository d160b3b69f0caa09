import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { STAMP_FILE } from '@verstamp/build';
import { displayVersion, quote, safeParseVersion } from '@verstamp/core';
import { inspectFiles } from '../../inspection/inspection.ts';
import { findStampedFolders } from '../../inspection/stamps.ts';
import { isObject } from '../../json.ts';
import type { PackageVersion } from '../../package-version.ts';
import { readPackedManifest } from '../../tarball/packed-manifest.ts';
import type { TarballFiles } from '../../tarball/tarball.ts';
import { DEPENDENCY_FIELDS } from '../../workspace/manifest.ts';
import { findPackFolder } from '../../workspace/publish-config.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';
import { findMissingEntries } from './entries.ts';
import { isNeverPacked } from './never-packed.ts';
import { findPointers } from './pointers.ts';
import { findStaleRanges, type Siblings } from '../siblings.ts';

/** Why a tarball could not work for who installs it. */
export interface Unsoundness {
  /** `stale-build` if building again mends it. */
  readonly verdict: 'broken-package' | 'stale-build';
  readonly reasons: readonly string[];
}

/** Ranges that only a workspace's own package manager understands. */
const INSIDE = /^(workspace|catalog|exec|link|patch|portal):/;

/** Checks that a packed package could work, and is of a build of its own version. */
export async function findUnsoundness(
  files: TarballFiles,
  pkg: Pick<WorkspacePackage, 'name' | 'version' | 'folder' | 'manifest'>,
  siblings: Siblings,
): Promise<Unsoundness | undefined> {
  const manifest = readPackedManifest(files) ?? {};
  const base = findPackFolder(pkg);
  const missing = findMissingEntries(manifest, new Set(files.keys()));
  const unbuilt = missing.filter((path) => isUnbuilt(path, { files, base }));
  const bytes = new Map([...files.values()].map((file) => [file.path, file.bytes]));
  const stale = [...unbuilt.map((path) => `${show(path)} is not built.`), ...findOtherVersions(bytes, pkg)];
  if (stale.length > 0) return { verdict: 'stale-build', reasons: stale };
  const broken = [
    ...findInsideRanges(manifest),
    ...(await findStaleRanges(files, { ...pkg, siblings })),
    ...missing.map((path) => `The entry point ${show(path)} is not in the tarball.`),
    ...findAltered(bytes),
    ...findPointers(bytes),
    ...findLeftOut(files, base),
  ];
  return broken.length > 0 ? { verdict: 'broken-package', reasons: broken } : undefined;
}

/** An entry in a folder that is nowhere was never built; elsewhere it was left out or is misspelt. */
function isUnbuilt(
  path: string,
  { files, base }: { readonly files: TarballFiles; readonly base: string },
): boolean {
  const [top = '', ...rest] = path.replace(/^(\.?\/)+/, '').split('/');
  if (rest.length === 0 || existsSync(join(base, top))) return false;
  return ![...files.keys()].some((file) => file.startsWith(`${top}/`));
}

function findOtherVersions(
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
          `${show(path)} is of a build of ${quote(stamped, 128)}, and package.json says ${quote(version, 128)}.`,
        ];
  });
}

function findInsideRanges(manifest: Readonly<Record<string, unknown>>): readonly string[] {
  return DEPENDENCY_FIELDS.flatMap((field) => {
    const ranges = manifest[field];
    if (!isObject(ranges)) return [];
    return Object.entries(ranges).flatMap(([name, range]) =>
      typeof range === 'string' && INSIDE.test(range)
        ? [`${field} holds ${quote(range, 100)} for ${quote(name, 214)}, which nobody else can install.`]
        : [],
    );
  });
}

function findAltered(bytes: ReadonlyMap<string, Buffer>): readonly string[] {
  return inspectFiles(bytes).flaws.flatMap((flaw) => {
    if (flaw.kind === 'disagrees') return [];
    // Source maps are left out of many packages on purpose.
    if (flaw.kind === 'missing' && (flaw.file.endsWith('.map') || isNeverPacked(flaw.file))) return [];
    return [`${show(flaw.file)} ${FLAWS[flaw.kind]}`];
  });
}

const FLAWS = {
  altered: 'is not the file that was built.',
  missing: 'was built and is not in the tarball.',
  unreadable: 'cannot be read.',
} as const;

/** An output without its records cannot be checked. */
function findLeftOut(files: TarballFiles, base: string): readonly string[] {
  const folders = new Set([...files.keys()].flatMap(foldersOf));
  return [...folders].flatMap((folder) => {
    const path = folder + STAMP_FILE;
    if (files.has(path) || !existsSync(join(base, path))) return [];
    return [
      `${show(path)} is in the output and not in the tarball: "files" or an ignore file leaves it out.`,
    ];
  });
}

/** The folders around a file, three levels down at most. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.slice(0, 3).map((_, index) => `${parts.slice(0, index + 1).join('/')}/`)];
}

function show(path: string): string {
  return quote(path, 200);
}
