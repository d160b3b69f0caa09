import { findStep, type Step } from './difference.ts';
import { readParts } from './read.ts';

/**
 * What a rule says of a pair of versions: `warn` runs and is logged, `refuse` is answered with
 * the reason, `discard` is dropped and never answered, `unknown` could not be decided.
 */
export type Verdict = 'allow' | 'warn' | 'refuse' | 'discard' | 'unknown';

const VERDICTS: Readonly<Record<string, Verdict>> = { '-': 'allow', w: 'warn', x: 'refuse', d: 'discard' };

/** Looks a step up in a rule's eight characters; `unknown` where they hold no such action. */
export function lookUp(step: Step | undefined, table: string): Verdict {
  if (!step) return 'allow';
  const action = table[step[0]];
  // A digit compares as the number it is, and anything else as none.
  const limit = action as unknown as number;
  return VERDICTS[action as string] ?? (limit > 0 ? (step[1] > limit ? 'refuse' : 'allow') : 'unknown');
}

// The last question and its answer: a page asks the same one all day, and a server mostly does.
let lastClient: unknown;
let lastServer: unknown;
let lastTable: string;
let lastVerdict: Verdict = 'unknown';

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
  if (client !== lastClient || server !== lastServer || table !== lastTable) {
    const ours = readParts((lastClient = client));
    const theirs = readParts((lastServer = server));
    lastTable = table;
    lastVerdict = ours && theirs ? lookUp(findStep(ours, theirs), table) : 'unknown';
  }
  return lastVerdict;
}
