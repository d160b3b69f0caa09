import { numbers, readNumbers } from './read.ts';
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
 * Where two versions differ first: the place in a rule's eight characters, counted from 1, two for each of
 * {@link PARTS} and older before newer; and how far the two are apart there, at least 1. The place is 0 where they
 * do not differ, and missing where one of the texts is no version.
 */
export type Step = readonly [place?: number, distance?: number];

/**
 * Finds the first step between a client and its server. A revision that one side lacks does not differ.
 * The one place where versions are compared.
 */
export function findStep(client: unknown, server: unknown): Step {
  const ours = readNumbers(client, 1);
  const theirs = readNumbers(server, 5);
  if (!ours || !theirs) return [];
  for (let index = 1; index < 5; index++) {
    const distance =
      // A missing revision makes NaN, which is no distance. Where the patch is the same the prerelease decides.
      (numbers[index] as number) - (numbers[index + 4] as number) ||
      (index > 2 && Number(ours > theirs) - Number(ours < theirs));
    if (distance) return distance < 0 ? [index * 2 - 1, -distance] : [index * 2, distance];
  }
  return [0];
}

/** Says a step in words. */
export function nameStep([place = 0, distance = 0]: Step): Difference {
  const part = PARTS[(place - 1) >> 1];
  return part ? { part, client: place % 2 ? 'older' : 'newer', distance } : { part: 'none' };
}

/**
 * Finds the first part in which a client differs from its server.
 * A revision that one side lacks does not differ.
 */
export function diffVersions(client: Version, server: Version): Difference {
  return nameStep(findStep(formatVersion(client), formatVersion(server)));
}
