import { evaluate, type Evaluation } from './evaluation.ts';
import type { Setup } from './setup.ts';

/** How many evaluations are kept: a flood of invented versions must not fill the memory. */
const MAX_ENTRIES = 256;

/** Creates the function that evaluates what a client sent as its version, and remembers the result. */
export function createEvaluationCache(setup: Setup): (sent: string | undefined) => Evaluation {
  const cache = new Map<string | undefined, Evaluation>();
  return (sent) => {
    const cached = cache.get(sent);
    return cached !== undefined && isCurrent(setup, cached) ? cached : renew(sent);
  };

  function renew(sent: string | undefined): Evaluation {
    const evaluation = evaluate(setup, sent);
    if (cache.size >= MAX_ENTRIES) cache.clear();
    // What is unreadable may be any text of any length, and is not worth remembering.
    if (sent === undefined || evaluation.judgement.version !== undefined) cache.set(sent, evaluation);
    return evaluation;
  }
}

/** Tells whether an evaluation still holds: only an end date that has come, or a clock set back, changes one. */
function isCurrent({ now }: Setup, { end, judgement }: Evaluation): boolean {
  return end === undefined || now() >= end === (judgement.decision.verdict === 'refuse');
}
