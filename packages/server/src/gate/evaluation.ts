import { readInstant, VERSION_HEADER } from '@verstamp/core';
import { judge, type Judgement } from './judgement.ts';
import type { LogKind } from './log.ts';
import type { CheckedOutcome, GateDecision } from './outcome.ts';
import { makeRefusal } from './refusal.ts';
import type { Setup } from './setup.ts';
import { passHeaders, PRIVATE } from './version-headers.ts';

/** Everything that follows from what a client sent as its version. */
export interface Evaluation {
  readonly judgement: Judgement;
  /** The kind of its log entry; `undefined` if it gets none. */
  readonly logged: LogKind | undefined;
  /** The instant, in milliseconds, from which the client's major is no longer served: the evaluation changes then. */
  readonly end: number | undefined;
  /** Returns the outcome, made when it is first asked for. */
  readonly outcome: () => CheckedOutcome;
  /** Returns the outcome of GET and HEAD, whose answers caches keep, made when it is first asked for. */
  readonly cacheableOutcome: () => CheckedOutcome;
}

/** Evaluates what a client sent as its version. */
export function evaluate(setup: Setup, sent: string | undefined): Evaluation {
  const judgement = judge(setup, sent, setup.now());
  const { decision } = judgement;
  // A version that comes once needs one outcome, and a message none.
  let outcome: CheckedOutcome | undefined;
  let cacheable: CheckedOutcome | undefined;
  return {
    judgement,
    logged: chooseLogKind(setup, decision),
    end: readInstant(decision.until),
    outcome: () => (outcome ??= makeOutcome(setup, judgement)),
    cacheableOutcome: () => (cacheable ??= addVary(setup, makeOutcome(setup, judgement))),
  };
}

function makeOutcome(setup: Setup, judgement: Judgement): CheckedOutcome {
  const { decision } = judgement;
  switch (setup.enabled ? chooseAction(setup, decision) : 'allow') {
    case 'discard':
      return { kind: 'discard', headers: PRIVATE, decision };
    case 'refuse':
      return makeRefusal(setup, decision);
    case 'allow':
      return { kind: 'pass', headers: passHeaders(setup, judgement), decision };
  }
}

/** Adds `Vary`, without which a shared cache hands an allowed client's answer to a refused one. */
function addVary({ vary }: Setup, outcome: CheckedOutcome): CheckedOutcome {
  return vary ? { ...outcome, headers: { Vary: VERSION_HEADER, ...outcome.headers } } : outcome;
}

function chooseAction(setup: Setup, { reading, verdict }: GateDecision): 'allow' | 'refuse' | 'discard' {
  if (reading !== 'version') return setup.unreadable[reading];
  return verdict === 'warn' ? 'allow' : verdict;
}

function chooseLogKind(setup: Setup, { reading, verdict }: GateDecision): LogKind | undefined {
  // Pages, health checks and people at a terminal send none: that is not news unless it is refused.
  if (reading === 'missing' && setup.unreadable.missing === 'allow') return undefined;
  if (reading !== 'version') return 'unreadable';
  return verdict === 'allow' ? undefined : verdict;
}
