import {
  buildStale,
  packageBroken,
  releaseReplaced,
  versionAltered,
  versionBurnt,
  versionUnreleased,
} from '@verstamp/core/problems';
import type { Candidate } from './candidate.ts';
import type { Fact } from './fact.ts';
import { holdDependents } from './hold-dependents.ts';
import type { Judgement } from './judgement.ts';
import { toJudgement, type Ruling } from './ruling.ts';
import type { Unsoundness } from './soundness.ts';

/** Decides over a whole plan; a candidate without a fact could not be found out. */
export function decide(
  candidates: readonly Candidate[],
  facts: ReadonlyMap<string, Fact>,
): readonly Judgement[] {
  const ruled = candidates.map((candidate) => {
    return { candidate, ruling: rule(candidate, facts.get(candidate.name)) };
  });
  return holdDependents(ruled).map(({ candidate, ruling }) => toJudgement(candidate, ruling));
}

function rule(candidate: Candidate, fact: Fact | undefined): Ruling {
  const { name, version, planned } = candidate;
  if (!fact) return { verdict: 'unreachable' };
  switch (fact.kind) {
    case 'free':
      if (fact.unsound) return ruleUnsound(candidate, fact.unsound);
      return planned && fact.obstacle ? fact.obstacle : { verdict: 'new' };
    case 'removed':
      return { verdict: 'burnt', problem: versionBurnt({ name, version }) };
    case 'replaced': {
      const { recorded, published } = fact;
      return { verdict: 'altered', problem: releaseReplaced({ name, version, recorded, published }) };
    }
    case 'unreachable':
      return { verdict: 'unreachable', problem: fact.problem };
    case 'published':
      return rulePublished(candidate, fact);
  }
}

function rulePublished(
  candidate: Candidate,
  { comparison, unsound, sources }: Fact & { readonly kind: 'published' },
): Ruling {
  const { name, version, planned, covered, lenient = false } = candidate;
  if (comparison.kind === 'bytes') return { verdict: 'identical', integrity: comparison.integrity };
  if (comparison.kind === 'same') return { verdict: 'identical', digest: comparison.digest };
  const { published, local, files } = comparison;
  const change = { name, version, published, local, files };
  if (planned) return { verdict: 'altered', problem: versionAltered(change) };
  if (covered) return { verdict: 'pending' };
  // What is not built differs for no reason of its own.
  if (unsound) return ruleUnsound(candidate, unsound);
  if (sources === 'same') return { verdict: 'drifted' };
  return { verdict: 'unreleased', problem: versionUnreleased(change), lenient };
}

function ruleUnsound({ name, version }: Candidate, { verdict, reasons }: Unsoundness): Ruling {
  const details = { name, version, reasons };
  return verdict === 'stale-build'
    ? { verdict, problem: buildStale(details) }
    : { verdict, problem: packageBroken(details) };
}

/** Concludes a whole guard run: the release may go out, may not, or it is not known. */
export function concludeGuard(judgements: readonly Judgement[]): Judgement['effect'] {
  if (judgements.some(({ effect }) => effect === 'refuse')) return 'refuse';
  return judgements.some(({ effect }) => effect === 'unknown') ? 'unknown' : 'allow';
}
