import { findUnplanned } from '@verstamp/build/revision';
import { isAdopted } from '../ledger/records.ts';
import { readCovered } from '../workspace/changesets.ts';
import type { Candidate } from './candidate.ts';
import type { Case } from './case.ts';
import type { Examination } from './examination.ts';
import { differs } from './fact.ts';
import type { DecideOptions } from './judgement.ts';
import { manifestPath } from './sources.ts';

/** Everything that a plan is decided by. */
export interface CandidateList extends DecideOptions {
  readonly candidates: readonly Candidate[];
}

/** Lists every package with whether the plan publishes it, and whether a change of it is covered. */
export async function listCandidates(
  cases: readonly Case[],
  { workspace: { root, changesets }, releases }: Pick<Examination, 'workspace' | 'releases'>,
): Promise<CandidateList> {
  const planned = releases && new Set(releases.map(({ name }) => name));
  // Changesets publishes exactly the versions that are free; without it, what was adopted is not to go out again.
  const isPlanned = ({ pkg, fact, record }: Case) =>
    planned?.has(pkg.name) ?? (fact.kind !== 'published' || (!changesets && !isAdopted(record)));
  const isDiffering = cases.some((one) => !isPlanned(one) && differs(one.fact));
  const covered = changesets && isDiffering ? await readCovered(root) : new Set<string>();
  const candidates = cases.map((one): Candidate => {
    const { name, version, folder, dependencies } = one.pkg;
    const plan = { planned: isPlanned(one), covered: covered.has(name) };
    return { name, version, ...plan, fact: one.fact, file: manifestPath(root, folder), dependencies };
  });
  return { candidates, lenient: isDiffering && findUnplanned(root) === 'warn' };
}
