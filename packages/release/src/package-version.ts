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

/** Tells whether a version is above another; one that cannot be read is not above any. */
export function isAbove(version: string, current: string): boolean {
  const [after, before] = [safeParseVersion(version), safeParseVersion(current)];
  if (after.kind !== 'version' || before.kind !== 'version') return false;
  return compareVersions(after.version, before.version) > 0;
}
