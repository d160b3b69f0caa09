import { countPackages } from '../count-packages.ts';
import { findBase } from '../git/base.ts';
import { runPool } from '../pool.ts';
import { withRegistry } from '../registry/open-registry.ts';
import { readWorkspace, type Workspace } from '../workspace/workspace.ts';
import { manifestPath } from './changes/paths.ts';
import { findTouched, type Touched } from './changes/touched.ts';
import { concludeGuard, toJudgement } from './decision/judgement.ts';
import { ruleChange, type BranchChange } from './decision/rule-change.ts';
import type { GuardReport } from './examine.ts';
import { readExcuses } from './excuses.ts';
import { askRegistry } from './facts/ask-registry.ts';
import type { GuardOptions } from './guard.ts';

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
  const answered = await askOpen(touched, workspace, options);
  const { covered, lenient } = await readExcuses(workspace, touched.length > 0);
  const packages = answered.map((one) => {
    const { name, version, folder } = one.pkg;
    const subject = { name, version, file: manifestPath(root, folder), planned: false };
    return toJudgement(subject, ruleChange({ ...one, since, covered: covered.has(name) }), { lenient });
  });
  const plan = changesets ? 'changesets' : 'workspace';
  return { conclusion: concludeGuard(packages), plan, since, packages, limits: [] };
}

/** Asks the registry about those packages of which nothing else tells whether they are released. */
async function askOpen(
  touched: readonly Touched[],
  workspace: Workspace,
  options: SinceOptions,
): Promise<readonly (Touched & Pick<BranchChange, 'answer'>)[]> {
  const open = touched.filter(isOpen);
  if (open.length === 0) return touched;
  options.onProgress?.(`Asking the registry about ${countPackages(open.length)}.`);
  return withRegistry(workspace, options, async ({ registry }) =>
    runPool(touched, async (one) =>
      isOpen(one) ? { ...one, answer: await askRegistry(one.pkg, registry) } : one,
    ),
  );
}

function isOpen({ standing }: Touched): boolean {
  return standing === 'open';
}
