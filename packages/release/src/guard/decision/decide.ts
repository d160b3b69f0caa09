import type { Candidate } from './candidate.ts';
import { findHolding } from './holding.ts';
import { toJudgement, type DecideOptions, type Judgement } from './judgement.ts';
import { ruleCandidate } from './rule-candidate.ts';

/** Decides over a whole plan. */
export function decide(candidates: readonly Candidate[], { lenient }: DecideOptions): readonly Judgement[] {
  const ruled = candidates.map((candidate) => ({ candidate, ruling: ruleCandidate(candidate) }));
  const holding = findHolding(ruled);
  return ruled.map(({ candidate, ruling }) => {
    return toJudgement(candidate, ruling, { lenient, heldBy: holding.get(candidate.name) ?? [] });
  });
}
