import { sortable } from './prerelease.ts';
import type { Parts } from './read.ts';
import type { Version } from './version.ts';

/** A part of a version that a rule can speak of; a prerelease counts at `patch`. */
export type Part = 'major' | 'minor' | 'patch' | 'revision';

/** Where the client stands in the first part that differs. */
export type Side = 'older' | 'newer';

/** The first differing part of two versions. */
export type Difference =
  | { readonly part: 'none' }
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
 * Where two versions differ first: the place in a rule's eight characters, two for each of {@link PARTS} and
 * older before newer, and how far the two are apart there, at least 1.
 */
export type Step = readonly [slot: number, distance: number];

/**
 * Finds the first step between a client and its server; `undefined` where there is none.
 * A revision that one side lacks does not differ. The one place where versions are compared.
 */
export function findStep(client: Parts, server: Parts): Step | undefined {
  for (let index = 0; index < 4; index++) {
    // A missing revision makes NaN, which is no distance.
    let distance = (client[0][index] as number) - (server[0][index] as number);
    if (index === 2 && client[1] !== server[1])
      distance ||= sortable(client[1]) < sortable(server[1]) ? -1 : 1;
    if (distance) return [index * 2 + Number(distance > 0), Math.abs(distance)];
  }
  return undefined;
}

/**
 * Finds the first part in which a client differs from its server.
 * A revision that one side lacks does not differ.
 */
export function diffVersions(client: Version, server: Version): Difference {
  return nameStep(findStep(toParts(client), toParts(server)));
}

/** Says a step in words. */
export function nameStep(step: Step | undefined): Difference {
  const part = step && PARTS[step[0] >> 1];
  return part ? { part, client: step[0] % 2 ? 'newer' : 'older', distance: step[1] } : { part: 'none' };
}

/** Lays a version's parts out in order. */
export function toParts({ major, minor, patch, revision, prerelease }: Version): Parts {
  return [[major, minor, patch, revision], prerelease && `-${prerelease}`];
}
