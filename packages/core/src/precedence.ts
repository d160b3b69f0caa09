import type { Difference } from './difference.ts';
import { REVISION, isOlder } from './place.ts';
import { describeDifference, findPlace } from './verdict.ts';
import { formatVersion, type Version } from './version.ts';

/** The answer of a comparison, as `Array.prototype.sort` takes it. */
export type Order = -1 | 0 | 1;

/**
 * Compares by precedence: major, minor, patch, then prerelease as in SemVer 2.0.0 §11.
 * The revision is ignored: two builds of one version have equal precedence.
 */
export function compareVersions(a: Version, b: Version): Order {
  const place = findPlace(formatVersion(a), formatVersion(b));
  if (place >= REVISION) return 0;
  return isOlder(place) ? -1 : 1;
}

/** Compares by precedence, then by revision; a build without a revision comes before those with one. */
export function compareBuilds(a: Version, b: Version): Order {
  return compareVersions(a, b) || (Math.sign((a.revision ?? -1) - (b.revision ?? -1)) as Order);
}

/**
 * Finds the first part in which a client differs from its server.
 * A revision that one side lacks does not differ.
 */
export function diffVersions(client: Version, server: Version): Difference {
  return describeDifference(formatVersion(client), formatVersion(server));
}
