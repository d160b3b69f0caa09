import { isObject, safeFormatJson } from '../../json.ts';
import { readPackedManifest } from '../../tarball/packed-manifest.ts';
import type { TarballFiles } from '../../tarball/tarball.ts';
import { DEPENDENCY_FIELDS } from '../../workspace/manifest.ts';
import type { Siblings } from '../../workspace/siblings.ts';

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
  const bytes = safeFormatJson({ ...before, ...Object.fromEntries(aligned) });
  return bytes && new Map([...published, ['package.json', { ...file, bytes }]]);
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
