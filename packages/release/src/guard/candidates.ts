import { isAdopted } from '../ledger/records.ts';
import { readPolicy, type Policy } from '../policy/policy.ts';
import { manifestPath } from './changes/paths.ts';
import type { Candidate } from './decision/candidate.ts';
import type { DecideOptions } from './decision/judgement.ts';
import { readExcuses } from './excuses.ts';
import type { Case } from './facts/case.ts';
import type { Examination } from './facts/examination.ts';
import { differs } from './facts/fact.ts';

/** Everything that a plan is decided by. */
export interface CandidateList extends DecideOptions {
  readonly candidates: readonly Candidate[];
}

const NONE: Pick<Policy, 'ignored'> = { ignored: new Set() };

/** Lists every package with whether the plan publishes it, and whether a change of it is covered. */
export async function listCandidates(
  cases: readonly Case[],
  { workspace, releases }: Pick<Examination, 'workspace' | 'releases'>,
): Promise<CandidateList> {
  const { root, changesets } = workspace;
  const planned = releases && new Set(releases.map(({ name }) => name));
  const isOpen = !planned && cases.some(({ fact }) => fact.kind !== 'published');
  const { ignored } = isOpen ? await readPolicy(workspace) : NONE;
  // Changesets publishes the versions that are free and not ignored; without it, what was adopted is not to go out again.
  const isPlanned = ({ pkg, fact, record }: Case) => {
    if (planned) return planned.has(pkg.name);
    if (fact.kind === 'published') return !changesets && !isAdopted(record);
    return !ignored.has(pkg.name);
  };
  const isDiffering = cases.some((one) => !isPlanned(one) && differs(one.fact));
  const { covered, lenient } = await readExcuses(workspace, isDiffering);
  const candidates = cases.map((one): Candidate => {
    const { name, version, folder, dependencies } = one.pkg;
    const plan = { planned: isPlanned(one), covered: covered.has(name) };
    return { name, version, ...plan, fact: one.fact, file: manifestPath(root, folder), dependencies };
  });
  return { candidates, lenient };
}
