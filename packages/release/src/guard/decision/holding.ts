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

/** Finds, by name, what would go out and cannot, and the refused packages that it needs. */
export function findHolding(ruled: readonly Ruled[]): ReadonlyMap<string, readonly string[]> {
  const byName = new Map(ruled.map(({ candidate }) => [candidate.name, candidate]));
  const refused = ruled.filter(({ ruling }) => HOLDING.has(ruling.verdict));
  const holding = new Set(refused.map(({ candidate }) => candidate.name));
  // What is not going out is not held back.
  const outgoing = holding.size === 0 ? [] : ruled.filter(isOutgoing);
  return new Map(
    outgoing.map(({ candidate }) => {
      const needed = listNeeded(candidate, byName).filter((name) => holding.has(name));
      return [candidate.name, needed.toSorted()];
    }),
  );
}

function isOutgoing({ candidate, ruling }: Ruled): boolean {
  return candidate.planned && ruling.verdict === 'new';
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
