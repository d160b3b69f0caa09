import { distance, place, verdict } from './verdict.ts';
import { formatVersion, type Version } from './version.ts';

/** A part of a version that a rule can speak of; a prerelease counts at `patch`. */
export type Part = 'major' | 'minor' | 'patch' | 'revision';

/** Where the client stands in the first part that differs. */
export type Side = 'older' | 'newer';

/** The first differing part of two versions. */
export type Difference =
  | { readonly part: 'none'; readonly client?: undefined }
  | {
      readonly part: Part;
      readonly client: Side;
      /** How far the two are apart in that part, at least 1; a prerelease counts as 1. */
      readonly distance: number;
    };

/** The parts in the order in which they decide. */
export const PARTS: readonly ['major', 'minor', 'patch', 'revision'] = [
  'major',
  'minor',
  'patch',
  'revision',
];

/**
 * Finds where a client differs from its server first.
 *
 * @returns The place in a rule's eight characters, from 0, two for each of {@link PARTS} and older before newer; 8
 * where the two do not differ, below 0 where one of them is no version.
 */
export function findPlace(client: unknown, server: unknown): number {
  verdict(client, server, '');
  return place;
}

/** Says in words what {@link findPlace} found; to be asked before the next two versions are. */
export function describePlace(found: number): Difference {
  const part = PARTS[found >> 1];
  return part
    ? { part, client: found % 2 ? 'newer' : 'older', distance: Math.abs(distance) }
    : { part: 'none' };
}

/**
 * Finds the first part in which a client differs from its server.
 * A revision that one side lacks does not differ.
 */
export function diffVersions(client: Version, server: Version): Difference {
  return describePlace(findPlace(formatVersion(client), formatVersion(server)));
}
