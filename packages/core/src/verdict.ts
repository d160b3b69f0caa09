import { readNumbers } from './read.ts';
import { PARTS, type Difference } from './difference.ts';
import { NO_DIFFERENCE, type Place } from './place.ts';

/**
 * What a rule says of a pair of versions: `warn` runs and is logged, `refuse` is answered with
 * the reason, `discard` is dropped and never answered, `unknown` could not be decided.
 */
export type Verdict = 'allow' | 'warn' | 'refuse' | 'discard' | 'unknown';

// The last question and its answer: a page asks the same one all day, and a server mostly does. Each export asks its own
// question before it reads the answer, so that it depends on its arguments only.
let lastClient: unknown;
let lastServer: unknown;
let place: Place;
/** How far the client is ahead at that place, below 0 if it is behind. */
let distance: number;

const ours: number[] = [];
const theirs: number[] = [];

/** What each letter of a table says; a digit is a distance. */
export const ACTIONS: Readonly<Record<string, 'allow' | 'warn' | 'refuse' | 'discard'>> = {
  '-': 'allow',
  w: 'warn',
  x: 'refuse',
  d: 'discard',
};

/**
 * Decides whether a client fits a server: the smallest way to ask, and it takes anything for a version. A revision
 * that one side lacks does not differ.
 *
 * @param client - The client's version text.
 * @param server - The server's version text.
 * @param table - A rule in its compact form, eight characters (docs/wire.md#rules), which are not checked here:
 * {@link isTable} tells.
 * @returns `unknown` if a text is not a version; never throws, whatever the versions are.
 * @example verdict('1.4.3', '1.5.6', 'xx------') // 'allow'
 */
export function verdict(client: unknown, server: unknown, table: string): Verdict {
  if (client !== lastClient || server !== lastServer) {
    const ourRank = readNumbers((lastClient = client), ours);
    const theirRank = readNumbers((lastServer = server), theirs);
    let part = (distance = -1);
    if (ourRank && theirRank)
      while (
        ++part < 4 &&
        !(distance =
          // A missing revision makes NaN, which is not a distance. If the patch is the same, the prerelease decides.
          (ours[part] as number) - (theirs[part] as number) ||
          (part > 1 ? Number(ourRank > theirRank) - Number(ourRank < theirRank) : 0))
      );
    place = part * 2 + Number(distance > 0);
  }
  // A digit is written as a text, and multiplied as a number.
  const action = (place === NO_DIFFERENCE ? '-' : table[place]) as unknown as number;
  return (
    ACTIONS[action] ??
    // Looked up first: to read a letter as a number takes longer than all the rest.
    (distance * distance <= action * action ? 'allow' : action > 0 ? 'refuse' : 'unknown')
  );
}

/** Finds where a client's version first differs from its server's. */
export function findPlace(client: unknown, server: unknown): Place {
  verdict(client, server, '');
  return place;
}

/** Describes where a client's version first differs from its server's; both must be versions. */
export function describeDifference(client: unknown, server: unknown): Difference {
  const part = PARTS[findPlace(client, server) >> 1];
  return part
    ? { part, client: distance > 0 ? 'newer' : 'older', distance: Math.abs(distance) }
    : { part: 'none' };
}
