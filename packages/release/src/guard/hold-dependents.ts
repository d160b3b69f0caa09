import type { Candidate } from './candidate.ts';
import type { Ruling } from './ruling.ts';

/** A candidate with what is decided of it. */
export interface Ruled {
  readonly candidate: Candidate;
  readonly ruling: Ruling;
}

/** The verdicts under which a dependent cannot go out either. */
const HOLDING: ReadonlySet<Ruling['verdict']> = new Set([
  'altered',
  'burnt',
  'broken-package',
  'stale-build',
]);

/** Holds back what would go out and depends on what is refused. */
export function holdDependents(ruled: readonly Ruled[]): readonly Ruled[] {
  const byName = new Map(ruled.map(({ candidate }) => [candidate.name, candidate]));
  const refused = ruled.filter(({ ruling }) => HOLDING.has(ruling.verdict));
  const holding = new Set(refused.map(({ candidate }) => candidate.name));
  if (holding.size === 0) return ruled;
  return ruled.map((one): Ruled => {
    // What is not going out is not held back.
    if (one.ruling.verdict !== 'new') return one;
    const heldBy = listNeeded(one.candidate, byName).filter((name) => holding.has(name));
    return heldBy.length > 0 ? { ...one, ruling: { verdict: 'new', heldBy: heldBy.toSorted() } } : one;
  });
}

/** Lists what a candidate needs of the others, directly or through them. */
function listNeeded(
  { name, dependencies }: Candidate,
  byName: ReadonlyMap<string, Candidate>,
): readonly string[] {
  const seen = new Set<string>();
  const open = [...dependencies];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === name || seen.has(next) || !byName.has(next)) continue;
    seen.add(next);
    open.push(...(byName.get(next)?.dependencies ?? []));
  }
  return [...seen];
}
