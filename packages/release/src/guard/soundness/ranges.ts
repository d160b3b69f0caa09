import { quote } from '@verstamp/core';
import { isObject } from '../../json.ts';
import { readPackedManifest } from '../../tarball/packed-manifest.ts';
import type { TarballFiles } from '../../tarball/tarball.ts';
import { DEPENDENCY_FIELDS, type Manifest } from '../../workspace/manifest.ts';
import type { Siblings } from '../../workspace/siblings.ts';

/** Ranges that only a workspace's own package manager understands. */
const INSIDE = /^(workspace|catalog|exec|link|patch|portal):/;

/** Lists the ranges that nobody outside the workspace can install. */
export function findInsideRanges(manifest: Manifest): readonly string[] {
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

/** A package as its sources have it, and the versions of its siblings. */
export interface Sibling {
  readonly manifest: Manifest;
  readonly siblings: Siblings;
}

/**
 * Lists the ranges that packing has put for those of the workspace, and that do not admit the sibling's present version:
 * bun takes the version from its lockfile, which a new version leaves as it is.
 */
export async function findStaleRanges(
  packed: TarballFiles,
  { manifest, siblings }: Sibling,
): Promise<readonly string[]> {
  const written = listWritten(readPackedManifest(packed) ?? {}, { manifest, siblings });
  if (written.length === 0) return [];
  const { default: satisfies } = await import('semver/functions/satisfies.js');
  return written
    .filter(({ version, got }) => !satisfies(version, got, { includePrerelease: true }))
    .map(
      ({ field, name, version, got }) =>
        `${field} holds ${quote(got, 100)} for ${quote(name, 214)}, which is ${quote(version, 128)} here: ` +
        'it comes from an old installation. Install again, with bun 1.3 and older without its lockfile.',
    );
}

/** A range that packing has put for one of the workspace. */
interface WrittenRange {
  readonly field: string;
  readonly name: string;
  /** The sibling's present version. */
  readonly version: string;
  readonly got: string;
}

function listWritten(packed: Manifest, { manifest, siblings }: Sibling): readonly WrittenRange[] {
  return DEPENDENCY_FIELDS.flatMap((field) =>
    Object.entries(asRanges(manifest[field])).flatMap(([name, range]) => {
      const [version, got] = [siblings.get(name), asRanges(packed[field])[name]];
      if (version === undefined || typeof got !== 'string' || got.includes(':')) return [];
      return isOfPacking(range, got) ? [{ field, name, version, got }] : [];
    }),
  );
}

/** What its author wrote out, as in `workspace:^1.0.0`, is no work of packing, and may leave this version out on purpose. */
function isOfPacking(range: unknown, got: string): boolean {
  return typeof range === 'string' && range.startsWith('workspace:') && range !== `workspace:${got}`;
}

function asRanges(value: unknown): Manifest {
  return isObject(value) ? value : {};
}
