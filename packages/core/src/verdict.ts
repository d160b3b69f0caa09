import { readNumbers } from './read.ts';

/**
 * What a rule says of a pair of versions: `warn` runs and is logged, `refuse` is answered with
 * the reason, `discard` is dropped and never answered, `unknown` could not be decided.
 */
export type Verdict = 'allow' | 'warn' | 'refuse' | 'discard' | 'unknown';

const VERDICTS: Readonly<Record<string, Verdict>> = { '-': 'allow', w: 'warn', x: 'refuse', d: 'discard' };

const ours: number[] = [];
const theirs: number[] = [];

// The last question: a page asks the same one all day, and a server mostly does.
let lastClient: unknown;
let lastServer: unknown;

/**
 * Where the two that were asked about last differ first: the place in a rule's eight characters, from 0, two for each
 * part and older before newer; 8 where they do not differ, below 0 where one of them is no version.
 */
export let place: number;

/** How far the client that was asked about last is ahead of its server in that part; below 0 where it is behind. */
export let distance: number;

/**
 * Decides whether a client fits a server: the smallest way to ask, and it takes anything for a version. A revision
 * that one side lacks does not differ. The one place where versions are compared.
 *
 * @param client - The client's version text.
 * @param server - The server's version text.
 * @param table - A rule in its compact form, eight characters (contract §3), which are not checked here: {@link isTable} tells.
 * @returns `unknown` if a text is not a version; never throws, whatever the versions are.
 * @example verdict('1.4.3', '1.5.6', 'xx------') // 'allow'
 */
export function verdict(client: unknown, server: unknown, table: string): Verdict {
  if (client !== lastClient || server !== lastServer) {
    const ourRank = readNumbers((lastClient = client), ours);
    const theirRank = readNumbers((lastServer = server), theirs);
    let part = -1;
    if (ourRank && theirRank)
      while (
        ++part < 4 &&
        !(distance =
          // A missing revision makes NaN, which is no distance. Where the patch is the same the prerelease decides.
          (ours[part] as number) - (theirs[part] as number) ||
          (part > 1 ? Number(ourRank > theirRank) - Number(ourRank < theirRank) : 0))
      );
    place = part * 2 + Number(distance > 0);
  }
  const action = place > 7 ? '-' : (table[place] as string);
  return (
    VERDICTS[action] ??
    // Looked up first: to read a letter as a number takes longer than all the rest.
    (distance ** 2 <= (+action) ** 2 ? 'allow' : +action ? 'refuse' : 'unknown')
  );
}
