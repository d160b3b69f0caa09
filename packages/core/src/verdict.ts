import { distance, findPlace } from './difference.ts';

/**
 * What a rule says of a pair of versions: `warn` runs and is logged, `refuse` is answered with
 * the reason, `discard` is dropped and never answered, `unknown` could not be decided.
 */
export type Verdict = 'allow' | 'warn' | 'refuse' | 'discard' | 'unknown';

const VERDICTS: Readonly<Record<string, Verdict>> = { '-': 'allow', w: 'warn', x: 'refuse', d: 'discard' };

/**
 * Decides whether a client fits a server: the smallest way to ask, and it takes anything.
 *
 * @param client - The client's version text.
 * @param server - The server's version text.
 * @param table - A rule in its compact form, eight characters (contract §3).
 * @returns `unknown` where a text is no version; never throws.
 * @example verdict('1.4.3', '1.5.6', 'xx------') // 'allow'
 */
export function verdict(client: unknown, server: unknown, table: string): Verdict {
  const action = `-${table}`[findPlace(client, server)] as string;
  return (
    VERDICTS[action] ??
    // Looked up first: to read a letter as a number takes longer than all the rest.
    (distance ** 2 <= (+action) ** 2 ? 'allow' : +action ? 'refuse' : 'unknown')
  );
}
