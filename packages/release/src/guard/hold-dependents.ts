import type { Candidate, GuardVerdict, Judgement } from './judgement.ts';

/** The verdicts of which a dependent cannot go out either. */
const HOLDING: ReadonlySet<GuardVerdict> = new Set(['altered', 'burnt', 'broken-package', 'stale-build']);

/** Holds back what would go out and depends on what is refused. */
export function holdDependents(
  candidates: readonly Candidate[],
  judged: readonly Judgement[],
): readonly Judgement[] {
  const held = findHolders(candidates, judged);
  return judged.map((judgement) => hold(judgement, held.get(judgement.name) ?? []));
}

function hold(judgement: Judgement, heldBy: readonly string[]): Judgement {
  // What is not going out is not held back.
  if (judgement.verdict !== 'new' || heldBy.length === 0) return judgement;
  return { ...judgement, heldBy, effect: 'refuse' };
}

/** Finds, for every package, the refused ones that it needs, directly or through others. */
function findHolders(
  candidates: readonly Candidate[],
  judged: readonly Judgement[],
): ReadonlyMap<string, readonly string[]> {
  const byName = new Map(candidates.map((candidate) => [candidate.name, candidate]));
  const holding = new Set(judged.filter(({ verdict }) => HOLDING.has(verdict)).map(({ name }) => name));
  const holders = (name: string): readonly string[] => {
    const seen = new Set<string>();
    const open = [...(byName.get(name)?.dependencies ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === name || seen.has(next) || !byName.has(next)) continue;
      seen.add(next);
      open.push(...(byName.get(next)?.dependencies ?? []));
    }
    return [...seen].filter((needed) => holding.has(needed)).toSorted();
  };
  return new Map(candidates.map(({ name }) => [name, holding.size ? holders(name) : []]));
}
