import { findUnplanned } from '@verstamp/build/revision';
import { changesetMissing, versionBurnt } from '@verstamp/core/problems';
import { withRegistry } from '../registry/open-registry.ts';
import { readCovered } from '../workspace/changesets.ts';
import { readWorkspace, type Workspace, type WorkspacePackage } from '../workspace/workspace.ts';
import { askRegistry, type RegistryAnswers } from './ask-registry.ts';
import { countPackages } from './count-packages.ts';
import { concludeGuard } from './decide.ts';
import type { GuardReport } from './examine.ts';
import type { GuardOptions } from './guard.ts';
import type { Judgement } from './judgement.ts';
import { toJudgement, type Ruling } from './ruling.ts';
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

interface BranchState {
  readonly root: string;
  readonly since: string;
  readonly answers: RegistryAnswers;
  readonly covered: ReadonlySet<string>;
  readonly lenient: boolean;
}

function judge(touched: Touched, state: BranchState): Judgement {
  const { name, version, folder } = touched.pkg;
  const file = manifestPath(state.root, folder);
  return toJudgement({ name, version, file, planned: false }, rule(touched, state));
}

function rule(
  { pkg, changed, standing }: Touched,
  { since, answers, covered, lenient }: BranchState,
): Ruling {
  const { name, version } = pkg;
  if (standing === 'raised') return { verdict: 'new' };
  if (covered.has(name)) return { verdict: 'pending' };
  const answer = standing === 'open' ? answers.get(name) : undefined;
  if (answer?.kind === 'absent') return { verdict: 'new' };
  if (answer?.kind === 'unreachable') return { verdict: 'unreachable', problem: answer.problem };
  if (answer?.kind === 'removed') return { verdict: 'burnt', problem: versionBurnt({ name, version }) };
  return { verdict: 'unreleased', problem: changesetMissing({ name, version, since, changed }), lenient };
}
