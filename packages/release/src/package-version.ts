import { compareVersions, safeParseVersion } from '@verstamp/core';

/** A version of a package. */
export interface PackageVersion {
  readonly name: string;
  readonly version: string;
}

/** Returns the text by which a version is found on record, tagged and shown: `NAME@VERSION`. */
export function keyOf({ name, version }: PackageVersion): string {
  return `${name}@${version}`;
}

/** Indexes versions by their keys; of those with the same key the last counts. */
export function indexByKey<Kind extends PackageVersion>(versions: readonly Kind[]): Map<string, Kind> {
  return new Map(versions.map((version) => [keyOf(version), version]));
}

/**
 * Tells whether a version is one that `changeset version --snapshot` makes. It is not meant to be committed, and may end in a
 * commit's id, so that it does not say which of two came first.
 */
export function isSnapshot(version: string): boolean {
  return version.startsWith('0.0.0-') && !COUNTED.test(version);
}

/** As `0.0.0-alpha.2`, which is committed and counted before a first release. A commit's id has seven characters or more. */
const COUNTED = /^0\.0\.0-[a-z][\da-z-]*\.\d{1,6}$/i;

/** Tells whether a version is above another; one that cannot be read is not above any. */
export function isAbove(version: string, current: string): boolean {
  const [after, before] = [safeParseVersion(version), safeParseVersion(current)];
  if (after.kind !== 'version' || before.kind !== 'version') return false;
  return compareVersions(after.version, before.version) > 0;
}
