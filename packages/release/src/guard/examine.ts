import { countPackages } from '../count-packages.ts';
import { keyOf } from '../package-version.ts';
import { runPool } from '../pool.ts';
import { listCandidates } from './candidates.ts';
import { decide } from './decision/decide.ts';
import { concludeGuard, type Judgement } from './decision/judgement.ts';
import { askRegistry } from './facts/ask-registry.ts';
import { withFact, type Case, type OpenCase } from './facts/case.ts';
import { compareWithRecord } from './facts/compare-with-record.ts';
import type { Examination } from './facts/examination.ts';
import { differs } from './facts/fact.ts';
import { findFacts } from './facts/find-facts.ts';

/** What the guard found. */
export interface GuardReport {
  /** Whether the release may go out, may not, or it is not known. */
  readonly conclusion: Judgement['effect'];
  /** Where the plan came from. */
  readonly plan: 'changesets' | 'workspace';
  readonly packages: readonly Judgement[];
  /** What could not be known in this set-up. */
  readonly limits: readonly string[];
}

const NO_LEDGER =
  'No ledger is configured, so the guard did not read the records that "verstamp release" keeps on the git remote "origin": ' +
  'a version that was removed from the registry without a trace counts as free. To have them read, write ' +
  '"ledger": "git+ref:origin" into verstamp.json.';

/**
 * Decides, for a workspace that was read, whether what would be published may be.
 *
 * @throws VerstampError `PACK_FAILED`, `TARBALL_INVALID`; a registry that does not answer is a verdict.
 */
export async function examineWorkspace(examination: Examination): Promise<GuardReport> {
  const { workspace, releases, records, registry } = examination;
  const open = await openCases(examination);
  const found = await findFacts(open, examination);
  const compared = found.map((one) => withFact(one, compareWithRecord(one, registry.addressOf(one.pkg))));
  const cases = await addSources(await addObstacles(compared, examination), examination);
  const { candidates, lenient } = await listCandidates(cases, examination);
  const packages = decide(candidates, { lenient });
  const plan = releases || workspace.changesets ? 'changesets' : 'workspace';
  return { conclusion: concludeGuard(packages), plan, packages, limits: records ? [] : [NO_LEDGER] };
}

async function openCases({
  workspace: { packages },
  registry,
  records,
  onProgress,
}: Examination): Promise<readonly OpenCase[]> {
  onProgress(`Asking the registry about ${countPackages(packages.length)}.`);
  return runPool(packages, async (pkg) => {
    return { pkg, answer: await askRegistry(pkg, registry), record: records?.get(keyOf(pkg)) };
  });
}

/** Loads what is needed only if a version is free. */
async function addObstacles(
  cases: readonly Case[],
  { settings, ...examination }: Examination,
): Promise<readonly Case[]> {
  if (!settings || !cases.some(({ fact }) => fact.kind === 'free')) return cases;
  const obstacles = await import('./facts/add-obstacles.ts');
  return obstacles.addObstacles(cases, { ...examination, settings });
}

/** Loads what is needed only if a content differs. */
async function addSources(cases: readonly Case[], examination: Examination): Promise<readonly Case[]> {
  if (!cases.some(({ fact }) => differs(fact))) return cases;
  const { traceSources } = await import('./facts/trace-sources.ts');
  return traceSources(cases, examination);
}
