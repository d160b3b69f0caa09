import { quote } from '@verstamp/core';
import { isObject } from '../json.ts';
import { readPackedManifest } from '../tarball/packed-manifest.ts';
import type { TarballFiles } from '../tarball/tarball.ts';
import { DEPENDENCY_FIELDS, type Manifest } from '../workspace/manifest.ts';

/** The present versions of a workspace's packages, by name. */
export type Siblings = ReadonlyMap<string, string>;

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
  const here = readPackedManifest(packed) ?? {};
  const written = DEPENDENCY_FIELDS.flatMap((field) =>
    Object.entries(asRanges(manifest[field])).flatMap(([name, range]) => {
      const [version, got] = [siblings.get(name), asRanges(here[field])[name]];
      // What its author wrote out, as in `workspace:^1.0.0`, is no work of packing, and may leave this version out on purpose.
      const isWritten =
        typeof range === 'string' && range.startsWith('workspace:') && range !== `workspace:${String(got)}`;
      return isWritten && version !== undefined && typeof got === 'string' && !got.includes(':')
        ? [{ field, name, version, got }]
        : [];
    }),
  );
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

function asRanges(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

/** Tells whether a range admits the sibling's present version. */
type Admits = (name: string, range: string) => boolean;

/**
 * Writes a published package's sibling ranges as they are here, if both admit the sibling's present version: whoever
 * installs either gets the same. All else stays; `undefined` if nothing is to be written.
 */
export async function alignRanges(
  published: TarballFiles,
  { local, siblings }: { readonly local: TarballFiles; readonly siblings: Siblings },
): Promise<TarballFiles | undefined> {
  const file = published.get('package.json');
  const before = readPackedManifest(published);
  const here = readPackedManifest(local);
  if (!file || !before || !here) return undefined;
  const { default: satisfies } = await import('semver/functions/satisfies.js');
  const admits: Admits = (name, range) => {
    const version = siblings.get(name);
    return version !== undefined && satisfies(version, range);
  };
  const aligned = DEPENDENCY_FIELDS.flatMap((field) => {
    const ranges = alignField([before[field], here[field]], admits);
    return ranges ? [[field, ranges] as const] : [];
  });
  if (aligned.length === 0) return undefined;
  const bytes = Buffer.from(JSON.stringify({ ...before, ...Object.fromEntries(aligned) }));
  return new Map([...published, ['package.json', { ...file, bytes }]]);
}

function alignField([before, here]: readonly [unknown, unknown], admits: Admits): object | undefined {
  if (!isObject(before) || !isObject(here)) return undefined;
  const moved = Object.entries(before).flatMap(([name, range]) => {
    const other = Object.hasOwn(here, name) ? here[name] : undefined;
    if (typeof range !== 'string' || typeof other !== 'string' || range === other) return [];
    return admits(name, range) && admits(name, other) ? [[name, other] as const] : [];
  });
  return moved.length > 0 ? { ...before, ...Object.fromEntries(moved) } : undefined;
}
