import type { Release } from '@verstamp/build/revision';
import type { Tags } from '../../git/tags.ts';
import { isAdopted, type Records } from '../../ledger/records.ts';
import { indexByKey, isSnapshot, keyOf, type PackageVersion } from '../../package-version.ts';
import type { ReleaseSource } from '../context.ts';

/** The tag of a release. */
export interface ReleaseTag {
  readonly tag: string;
  readonly name: string;
  readonly version: string;
  readonly commit: string;
}

/** What to do about tags. */
export interface TagPlan {
  /** Those that do not exist yet. */
  readonly make: readonly ReleaseTag[];
  /** Those that the remote does not have, so that they are still to be pushed. */
  readonly tell: readonly ReleaseTag[];
  /** Those that are at another commit, and are left there. */
  readonly misplaced: readonly (ReleaseTag & { readonly got: string })[];
}

/** Names the tag of a release as Changesets does: a repository of one package needs no name in it. */
export function nameTag(release: PackageVersion, { single }: { readonly single: boolean }): string {
  return single ? `v${release.version}` : keyOf(release);
}

/** What is known to be out. */
export interface KnownReleases {
  readonly records: Records;
  /** What went out in this run. */
  readonly released: readonly Release[];
}

/**
 * Lists the tags that there must be: of the workspace's own versions, and of the last release of each package. A snapshot is
 * tagged from where it was made, if at all: its commit may never come to the remote.
 */
export function listTags(
  { workspace, policy }: Pick<ReleaseSource, 'workspace' | 'policy'>,
  { records, released }: KnownReleases,
): readonly ReleaseTag[] {
  const own = [...workspace.packages, ...policy.tagOnly];
  const current = indexByKey(own);
  const concerns = (release: Release): boolean => !isSnapshot(release.version) || current.has(keyOf(release));
  const known = [...records.values()].filter(concerns);
  const last = listLast(known, new Set(own.map(({ name }) => name)));
  const present = known.filter((release) => current.has(keyOf(release)));
  const wanted = indexByKey([...last, ...present, ...released.filter(concerns)]);
  return [...wanted.values()].flatMap((release) => {
    const { name, version, commit } = release;
    return commit === undefined || isAdopted(release)
      ? []
      : [{ tag: nameTag(release, policy), name, version, commit }];
  });
}

/** Lists the last release of each package. */
function listLast(releases: readonly Release[], names: ReadonlySet<string>): readonly Release[] {
  const last = new Map<string, Release>();
  for (const release of releases) {
    const earlier = last.get(release.name);
    if (names.has(release.name) && (!earlier || earlier.time < release.time)) last.set(release.name, release);
  }
  return [...last.values()];
}

/** Plans the tags of releases on record. */
export function planTags(wanted: readonly ReleaseTag[], tags: Tags): TagPlan {
  const { local, remote } = tags;
  const placed = wanted.filter((tag) => findOther(tag, tags) === undefined);
  return {
    make: placed.filter(({ tag }) => !local.has(tag) && !remote?.has(tag)),
    tell: placed.filter(({ tag }) => !remote?.has(tag)),
    misplaced: wanted.flatMap((tag) => {
      const got = findOther(tag, tags);
      return got === undefined ? [] : [{ ...tag, got }];
    }),
  };
}

/** Finds another commit that a tag stands at, here or on the remote. */
export function findOther(
  { tag, commit }: Pick<ReleaseTag, 'tag' | 'commit'>,
  { local, remote }: Tags,
): string | undefined {
  return [local.get(tag), remote?.get(tag)].find((got) => got !== undefined && got !== commit);
}
