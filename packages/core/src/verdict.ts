import { diffVersions, PARTS, type Difference } from './difference.ts';
import { readVersion } from './read.ts';

/**
 * What a rule says of a pair of versions: `warn` runs and is logged, `refuse` is answered with
 * the reason, `discard` is dropped and never answered, `unknown` could not be decided.
 */
export type Verdict = 'allow' | 'warn' | 'refuse' | 'discard' | 'unknown';

const verdicts: Readonly<Record<string, Verdict>> = { '-': 'allow', w: 'warn', x: 'refuse', d: 'discard' };

/** Looks a difference up in a rule's eight characters; `unknown` where they hold no such action. */
export function lookUp(difference: Difference, table: string): Verdict {
  if (difference.part === 'none') return 'allow';
  const action = table[PARTS.indexOf(difference.part) * 2 + (difference.client === 'newer' ? 1 : 0)] ?? '';
  if (/[1-9]/.test(action)) return difference.distance > Number(action) ? 'refuse' : 'allow';
  return verdicts[action] ?? 'unknown';
}

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
  const ours = readVersion(client);
  const theirs = readVersion(server);
  return ours && theirs ? lookUp(diffVersions(ours, theirs), table) : 'unknown';
}
