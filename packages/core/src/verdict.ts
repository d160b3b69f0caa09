import { findStep, type Step } from './difference.ts';

/**
 * What a rule says of a pair of versions: `warn` runs and is logged, `refuse` is answered with
 * the reason, `discard` is dropped and never answered, `unknown` could not be decided.
 */
export type Verdict = 'allow' | 'warn' | 'refuse' | 'discard' | 'unknown';

const VERDICTS: Readonly<Record<string, Verdict>> = { '-': 'allow', w: 'warn', x: 'refuse', d: 'discard' };

/** Looks a step up in a rule's eight characters; `unknown` where there is none, or they hold no such action. */
export function lookUp(step: Step, table: string): Verdict {
  // Taken apart by place, since taking it apart as a list takes longer than finding it.
  const action = `-${table}`[step[0] as number];
  return (
    VERDICTS[action as string] ??
    // Looked up first: to read a letter as a number takes longer than all the rest.
    (+(action as string) > 0 ? ((step[1] as number) > +(action as string) ? 'refuse' : 'allow') : 'unknown')
  );
}

// The last question and its answer: a page asks the same one all day, and a server mostly does.
let lastClient: unknown = VERDICTS; // Which nobody asks about.
let lastServer: unknown;
let lastTable: string;
let lastVerdict: Verdict;

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
    lastVerdict = lookUp(findStep((lastClient = client), (lastServer = server)), (lastTable = table));
  }
  return lastVerdict;
}
