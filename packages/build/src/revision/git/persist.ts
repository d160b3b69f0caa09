import { ledgerRemote } from '@verstamp/core/problems';
import { backOff } from './back-off.ts';
import type { RefChange } from './push.ts';
import type { GitRemote } from './remote.ts';

const LONGEST_RACE_MS = 60_000;

/** How many races are lost at least: a process that was stopped, or is slow, may lose a minute in one of them. */
const FEWEST_RACES = 10;

const MOST_UNANSWERED = 3;

/** One try at a change of the remote. */
export interface Attempt<T> {
  /** What is pushed; nothing if there is none. */
  readonly changes?: readonly RefChange[];
  readonly result: T;
}

/**
 * Pushes until a push holds. After a lost answer the next attempt looks whether the last one held.
 *
 * @throws VerstampError `LEDGER_UNREACHABLE` after three lost answers, or a minute of lost races, ten at least.
 */
export async function persist<T>(remote: GitRemote, attempt: () => Promise<Attempt<T>>): Promise<T> {
  let unanswered = 0;
  const began = performance.now();
  for (let lost = 0; lost < FEWEST_RACES || performance.now() - began < LONGEST_RACE_MS; lost++) {
    const { changes = [], result } = await attempt();
    if (changes.length === 0) return result;
    const push = await remote.push(changes);
    if (push.kind === 'done') return result;
    if (push.kind === 'unanswered' && ++unanswered >= MOST_UNANSWERED) throw push.error;
    await backOff(lost);
  }
  const reason = `it took no change for ${LONGEST_RACE_MS / 1000} s, or others were always faster`;
  throw ledgerRemote({ remote: remote.name, reason });
}
