import { findUnplanned } from '@verstamp/build/revision';
import { changesetMissing, versionBurnt } from '@verstamp/core/problems';
import { withRegistry } from '../registry/open-registry.ts';
import { readCovered } from '../workspace/changesets.ts';
import { readWorkspace, type Workspace, type WorkspacePackage } from '../workspace/workspace.ts';
import { countPackages } from './count-packages.ts';
import { concludeGuard } from './decide.ts';
import type { GuardReport } from './examine.ts';
import { askRegistry, type RegistryAnswers } from './facts.ts';
import type { GuardOptions } from './guard.ts';
import { UNSAID, type Judgement } from './judgement.ts';
import { manifestPath } from './sources.ts';
import { findBase, findTouched, type Touched } from './touched.ts';

/** Options of the guard of a branch. */
export interface SinceOptions extends Omit<GuardOptions, 'planFolder' | 'distTag' | 'cacheFolder'> {
  /** The branch, tag or commit that it is to be merged into. */
  readonly since: string;
}

/** What was found of the packages that a branch changes. */
export interface SinceReport extends GuardReport {
  /** The commit that the branch left from. */
  readonly since: string;
}

/**
 * Finds the released packages that a branch changes without a changeset, by git and the changesets alone. Nothing is
 * packed or built. A registry is asked only about versions that the branch does not raise and no tag names.
 *
 * @throws VerstampError `WORKSPACE_INVALID`; `GIT_UNUSABLE` if the commit that the branch left from is not known.
 */
export async function guardSince(options: SinceOptions): Promise<SinceReport> {
  const { cwd, since: ref } = options;
  const workspace = await readWorkspace(cwd);
  const { root, changesets } = workspace;
  const since = await findBase(root, ref);
  const touched = await findTouched(workspace, since);
  const open = touched.filter(({ standing }) => standing === 'open').map(({ pkg }) => pkg);
  const answers = open.length > 0 ? await ask(workspace, open, options) : new Map();
  const covered = changesets && touched.length > 0 ? await readCovered(root) : new Set<string>();
  const lenient = touched.length > 0 && findUnplanned(root) === 'warn';
  const packages = touched.map((one) => judge(one, { root, since, answers, covered, lenient }));
  const plan = changesets ? 'changesets' : 'workspace';
  return { conclusion: concludeGuard(packages), plan, since, packages, limits: [] };
}

async function ask(
  workspace: Workspace,
  packages: readonly WorkspacePackage[],
  options: SinceOptions,
): Promise<RegistryAnswers> {
  options.onProgress?.(`Asking the registry about ${countPackages(packages.length)}.`);
  return withRegistry(workspace, options, async ({ registry }) => askRegistry(packages, registry));
}

interface Judging {
  readonly root: string;
  readonly since: string;
  readonly answers: RegistryAnswers;
  readonly covered: ReadonlySet<string>;
  readonly lenient: boolean;
}

function judge({ pkg, changed, standing }: Touched, judging: Judging): Judgement {
  const { name, version, folder } = pkg;
  const { root, since, answers, covered, lenient } = judging;
  const file = manifestPath(root, folder);
  const base = { name, version, file, planned: false, ...UNSAID };
  if (standing === 'raised') return { ...base, verdict: 'new', effect: 'allow' };
  if (covered.has(name)) return { ...base, verdict: 'pending', effect: 'allow' };
  const answer = standing === 'open' ? answers.get(name) : undefined;
  if (answer?.kind === 'absent') return { ...base, verdict: 'new', effect: 'allow' };
  if (answer?.kind === 'unreachable') {
    return { ...base, verdict: 'unreachable', effect: 'unknown', problem: answer.problem };
  }
  if (answer?.kind === 'removed') {
    return { ...base, verdict: 'burnt', effect: 'refuse', problem: versionBurnt({ name, version }) };
  }
  const problem = changesetMissing({ name, version, since, changed });
  return { ...base, verdict: 'unreleased', effect: lenient ? 'allow' : 'refuse', problem };
}
