import { isObject, parseObject, sortEntries } from '../json.ts';
import { canonicalManifest } from '../tarball/canonical-manifest.ts';
import type { ResolveCatalog } from '../workspace/catalogs.ts';
import { DEPENDENCY_FIELDS, type Manifest } from '../workspace/manifest.ts';

/** What a package.json is read with. */
export interface ManifestSurroundings {
  /** The names of the workspace's packages, whose ranges follow their releases. */
  readonly siblings: ReadonlySet<string>;
  readonly resolve?: ResolveCatalog;
}

/** Describes, in one text, what a package.json says of the package itself; tools and siblings' ranges are left out. */
export function describeManifest(bytes: Buffer, surroundings: ManifestSurroundings): string {
  const manifest = parseObject(canonicalManifest(bytes)) ?? {};
  return describe(Object.entries(manifest), surroundings);
}

/** Describes, in one text, what is installed with a package; siblings' ranges are left out. */
export function describeDependencies(
  manifest: Manifest | undefined = {},
  surroundings: ManifestSurroundings,
): string {
  const fields = Object.entries(manifest).filter(([field]) => DEPENDENCY_FIELDS.includes(field));
  return describe(sortEntries(fields), surroundings);
}

function describe(
  fields: readonly (readonly [string, unknown])[],
  surroundings: ManifestSurroundings,
): string {
  return JSON.stringify(
    fields.flatMap(([field, value]) => {
      if (!DEPENDENCY_FIELDS.includes(field) || !isObject(value)) return [[field, value]];
      const ranges = describeRanges(value, surroundings);
      return ranges.length > 0 ? [[field, ranges]] : [];
    }),
  );
}

function describeRanges(
  ranges: Manifest,
  { siblings, resolve = (_, range) => range }: ManifestSurroundings,
): readonly unknown[] {
  const resolved = Object.entries(ranges).map(([name, range]) => {
    return [name, siblings.has(name) ? '' : resolve(name, range)] as const;
  });
  return sortEntries(resolved);
}
