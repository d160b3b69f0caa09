import { safeParseVersion } from '@verstamp/core';
import { distTagBackwards, prereleaseUntagged } from '@verstamp/core/problems';
import { isAbove, isSnapshot, type PackageVersion } from '../package-version.ts';
import type { Manifest } from '../workspace/manifest.ts';
import { readPublishConfig } from '../workspace/publish-config.ts';

/** The version that each dist-tag of a package names. */
export type DistTags = ReadonlyMap<string, string>;

/** Options of choosing the dist-tag that a version is published under. */
export interface DistTagChoice {
  readonly manifest: Manifest;
  /** The one given on the command line. */
  readonly option?: string | undefined;
  /** The tag of Changesets' prerelease mode. */
  readonly prerelease?: string | undefined;
  /** The dist-tags that the package has. */
  readonly tags: DistTags;
}

/**
 * Chooses the dist-tag: the given one, `publishConfig.tag`, Changesets' prerelease mode, `latest`. As with Changesets, a
 * package stays at `latest` in prerelease mode as long as all its dist-tags name prereleases of the same mode.
 */
export function chooseDistTag({ manifest, option, prerelease, tags }: DistTagChoice): string {
  const named = option ?? readPublishConfig({ manifest }).text('tag');
  // Other versions are not known here, but mostly have a dist-tag.
  const isFirst = tags.has('latest') && [...tags.values()].every((version) => modeOf(version) === prerelease);
  return named ?? (isFirst ? undefined : prerelease) ?? 'latest';
}

/** A version that would take a dist-tag. */
export interface DistTagMoving extends PackageVersion {
  readonly tag: string;
}

/** Finds why a version must not take a dist-tag; `undefined` if it may. */
export function findDistTagProblem(
  { name, version, tag }: DistTagMoving,
  tags: DistTags,
): ReturnType<typeof distTagBackwards> | ReturnType<typeof prereleaseUntagged> | undefined {
  const current = tags.get(tag);
  if (current === undefined) return undefined;
  if (tag === 'latest' && isPrerelease(version) && !isPrerelease(current)) {
    return prereleaseUntagged({ name, version, tag, current });
  }
  // Everybody gets "latest", so that it goes by precedence even here.
  if (tag !== 'latest' && areUnordered(version, current)) return undefined;
  return isAbove(version, current) ? undefined : distTagBackwards({ name, version, tag, current });
}

/** Tells whether nobody can say which of two snapshots came first: of those that differ in their time alone, one is older. */
function areUnordered(version: string, current: string): boolean {
  return isSnapshot(version) && isSnapshot(current) && withoutTime(version) !== withoutTime(current);
}

function withoutTime(snapshot: string): string {
  // A date and a time in milliseconds do not tell which came first.
  return snapshot.replace(/(?<=[.-])\d{13,14}$/, ({ length }) => String(length));
}

/** Returns the prerelease mode that a version is of, as in `next` of `1.0.0-next.2`. */
function modeOf(version: string | undefined): string | undefined {
  const parsed = safeParseVersion(version);
  return parsed.kind === 'version' ? parsed.version.prerelease.split('.')[0] : undefined;
}

function isPrerelease(version: string): boolean {
  const parsed = safeParseVersion(version);
  return parsed.kind === 'version' && parsed.version.prerelease !== '';
}
