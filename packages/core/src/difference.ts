import { comparePrereleases } from './precedence.ts';
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
 * Finds the first part in which a client differs from its server.
 * A revision that one side lacks does not differ.
 */
export function diffVersions(client: Version, server: Version): Difference {
  for (const part of PARTS) {
    const ours = client[part];
    const theirs = server[part];
    let distance = ours === undefined || theirs === undefined ? 0 : ours - theirs;
    if (part === 'patch') distance ||= comparePrereleases(client.prerelease, server.prerelease);
    if (distance) return { part, client: distance < 0 ? 'older' : 'newer', distance: Math.abs(distance) };
  }
  return { part: 'none' };
}
