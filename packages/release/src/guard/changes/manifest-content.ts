import { isObject, parseObject, safeFormatJson, sortEntries } from '../../json.ts';
import { canonicalManifest } from '../../tarball/canonical-manifest.ts';
import type { ResolveCatalog } from '../../workspace/catalogs.ts';
import { DEPENDENCY_FIELDS, type Manifest } from '../../workspace/manifest.ts';

/** What a package.json is read with. */
export interface ManifestSurroundings {
  /** The names of the workspace's packages, whose ranges follow their releases. */
  readonly siblings: ReadonlySet<string>;
  readonly resolve?: ResolveCatalog;
}

/**
 * Describes, in one text, what a package.json says of the package itself; tools and siblings' ranges are left out.
 * Returns `undefined` if it is nested too deeply to be written.
 */
export function describeManifest(bytes: Buffer, surroundings: ManifestSurroundings): string | undefined {
  const manifest = parseObject(canonicalManifest(bytes)) ?? {};
  return describe(Object.entries(manifest), surroundings);
}

/**
 * Describes, in one text, what is installed with a package; siblings' ranges are left out. Returns `undefined` if it is
 * nested too deeply to be written.
 */
export function describeDependencies(
  manifest: Manifest | undefined = {},
  surroundings: ManifestSurroundings,
): string | undefined {
  const fields = Object.entries(manifest).filter(([field]) => DEPENDENCY_FIELDS.includes(field));
  return describe(sortEntries(fields), surroundings);
}

function describe(
  fields: readonly (readonly [string, unknown])[],
  surroundings: ManifestSurroundings,
): string | undefined {
  return safeFormatJson(
    fields.flatMap(([field, value]) => {
      if (!DEPENDENCY_FIELDS.includes(field) || !isObject(value)) return [[field, value]];
      const ranges = describeRanges(value, surroundings);
      return ranges.length > 0 ? [[field, ranges]] : [];
    }),
  )?.toString();
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
