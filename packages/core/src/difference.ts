import { readNumbers } from './read.ts';
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

const ours: number[] = [];
const theirs: number[] = [];

// The last question and its answer: a page asks the same one all day, and a server mostly does.
let lastClient: unknown;
let lastServer: unknown;
let place: number;

/** How far the client of the last question is ahead of its server in the first part that differs; below 0: behind. */
export let distance: number;

/**
 * Finds where a client differs from its server first. A revision that one side lacks does not differ.
 * The one place where versions are compared.
 *
 * @returns The place in a rule's eight characters, counted from 1, two for each of {@link PARTS} and older before
 * newer; 0 where the two do not differ, and NaN where one of them is no version.
 */
export function findPlace(client: unknown, server: unknown): number {
  if (client !== lastClient || server !== lastServer) {
    const ourRank = readNumbers((lastClient = client), ours);
    const theirRank = readNumbers((lastServer = server), theirs);
    place = NaN;
    if (ourRank && theirRank) {
      let part = -1;
      do
        distance =
          // A missing revision makes NaN, which is no distance. Where the patch is the same the prerelease decides.
          (ours[++part] as number) - (theirs[part] as number) ||
          (part > 1 ? Number(ourRank > theirRank) - Number(ourRank < theirRank) : 0);
      while (!distance && part < 3);
      place = distance && part * 2 + (distance < 0 ? 1 : 2);
    }
  }
  return place;
}

/** Says in words where a client differs from its server first; both must be texts of versions. */
export function findDifference(client: string, server: string): Difference {
  const part = PARTS[(findPlace(client, server) - 1) >> 1];
  return part
    ? { part, client: distance < 0 ? 'older' : 'newer', distance: Math.abs(distance) }
    : { part: 'none' };
}

/**
 * Finds the first part in which a client differs from its server.
 * A revision that one side lacks does not differ.
 */
export function diffVersions(client: Version, server: Version): Difference {
  return findDifference(formatVersion(client), formatVersion(server));
}
