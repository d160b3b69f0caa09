import {
  buildStale,
  packageBroken,
  releaseReplaced,
  versionAltered,
  versionBurnt,
  versionUnreleased,
} from '@verstamp/core/problems';
import { holdDependents } from './hold-dependents.ts';
import { UNSAID, type Candidate, type Fact, type Judgement } from './judgement.ts';
import type { Unsoundness } from './soundness.ts';

/** Decides over a whole plan; a candidate without a fact could not be found out. */
export function decide(
  candidates: readonly Candidate[],
  facts: ReadonlyMap<string, Fact>,
): readonly Judgement[] {
  const judged = candidates.map((candidate) => judge(candidate, facts.get(candidate.name)));
  return holdDependents(candidates, judged);
}

function judge(candidate: Candidate, fact: Fact | undefined): Judgement {
  const { name, version, file, planned } = candidate;
  const base = { name, version, file, planned, ...UNSAID };
  if (!fact) return { ...base, verdict: 'unreachable', effect: 'unknown' };
  switch (fact.kind) {
    case 'free':
      if (fact.unsound) return { ...base, ...judgeUnsound(candidate, fact.unsound) };
      if (planned && fact.obstacle) return { ...base, ...fact.obstacle, effect: 'refuse' };
      return { ...base, verdict: 'new', effect: 'allow' };
    case 'removed':
      return { ...base, verdict: 'burnt', effect: 'refuse', problem: versionBurnt({ name, version }) };
    case 'replaced': {
      const { recorded, published } = fact;
      const problem = releaseReplaced({ name, version, recorded, published });
      return { ...base, verdict: 'altered', effect: 'refuse', problem };
    }
    case 'unreachable':
      return { ...base, verdict: 'unreachable', effect: 'unknown', problem: fact.problem };
    case 'published':
      return { ...base, ...judgePublished(candidate, fact) };
  }
}

type Ruling = Pick<Judgement, 'verdict' | 'effect'> &
  Partial<Pick<Judgement, 'problem' | 'digest' | 'integrity'>>;

function judgePublished(
  candidate: Candidate,
  { comparison, unsound, sources }: Fact & { readonly kind: 'published' },
): Ruling {
  const { name, version, planned, covered, lenient } = candidate;
  if (comparison.kind === 'bytes') {
    return { verdict: 'identical', effect: 'allow', integrity: comparison.integrity };
  }
  if (comparison.kind === 'same') {
    return { verdict: 'identical', effect: 'allow', digest: comparison.digest };
  }
  const { published, local, files } = comparison;
  const change = { name, version, published, local, files };
  if (planned) return { verdict: 'altered', effect: 'refuse', problem: versionAltered(change) };
  if (covered) return { verdict: 'pending', effect: 'allow' };
  // What is not built differs for no reason of its own.
  if (unsound) return judgeUnsound(candidate, unsound);
  if (sources === 'same') return { verdict: 'drifted', effect: 'allow' };
  const effect = lenient ? 'allow' : 'refuse';
  return { verdict: 'unreleased', effect, problem: versionUnreleased(change) };
}

function judgeUnsound({ name, version }: Candidate, { verdict, reasons }: Unsoundness): Ruling {
  const details = { name, version, reasons };
  const problem = verdict === 'stale-build' ? buildStale(details) : packageBroken(details);
  return { verdict, effect: 'refuse', problem };
}

/** Concludes a whole guard run: the release may go out, may not, or it is not known. */
export function concludeGuard(judgements: readonly Judgement[]): Judgement['effect'] {
  if (judgements.some(({ effect }) => effect === 'refuse')) return 'refuse';
  return judgements.some(({ effect }) => effect === 'unknown') ? 'unknown' : 'allow';
}
