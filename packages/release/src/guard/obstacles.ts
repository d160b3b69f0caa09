import {
  treeDirty,
  wrongRegistry,
  type distTagBackwards,
  type prereleaseUntagged,
  type publishImpossible,
} from '@verstamp/core/problems';
import { git } from '../git/git.ts';
import { chooseDistTag, findDistTagProblem, type DistTagChoice } from '../policy/dist-tag.ts';
import { readPolicy } from '../policy/policy.ts';
import { findAccessProblem } from '../policy/publishable.ts';
import type { RegistrySettings } from '../registry/settings.ts';
import { readPublishConfig } from '../workspace/publish-config.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import type { RegistryAnswers } from './ask-registry.ts';
import type { Fact } from './fact.ts';
import { groupByOwner } from './sources.ts';

/** Why a free version may not go out as things are. */
export type Obstacle =
  | {
      readonly verdict: 'lower-than-latest' | 'tag-backwards';
      readonly problem: ReturnType<typeof distTagBackwards>;
    }
  | { readonly verdict: 'prerelease-untagged'; readonly problem: ReturnType<typeof prereleaseUntagged> }
  | { readonly verdict: 'dirty-tree'; readonly problem: ReturnType<typeof treeDirty> }
  | { readonly verdict: 'wrong-registry'; readonly problem: ReturnType<typeof wrongRegistry> }
  | { readonly verdict: 'unpublishable'; readonly problem: ReturnType<typeof publishImpossible> };

/** Options of finding obstacles. */
export interface ObstacleOptions {
  readonly workspace: Workspace;
  readonly settings: Pick<RegistrySettings, 'targets'>;
  readonly answers: RegistryAnswers;
  /** The dist-tag that was given. */
  readonly distTag?: string | undefined;
}

/** Adds to every free version why it may not go out. */
export async function findObstacles(
  facts: ReadonlyMap<string, Fact>,
  { workspace, settings, answers, distTag }: ObstacleOptions,
): Promise<ReadonlyMap<string, Fact>> {
  const free = workspace.packages.filter(({ name }) => facts.get(name)?.kind === 'free');
  if (free.length === 0) return facts;
  const [{ prerelease }, changes] = await Promise.all([readPolicy(workspace), readChanges(workspace)]);
  const obstructed = new Map(facts);
  for (const pkg of free) {
    const fact = facts.get(pkg.name);
    const obstacle =
      findRegistryObstacle(pkg, settings.targets(pkg)) ??
      findTreeObstacle(pkg, changes.get(pkg.name)) ??
      findAccessObstacle(pkg) ??
      findTagObstacle(pkg, answers.get(pkg.name), { option: distTag, prerelease });
    if (obstacle && fact?.kind === 'free') obstructed.set(pkg.name, { ...fact, obstacle });
  }
  return obstructed;
}

/** npm prefers a scope's registry, pnpm the package's own: if they differ, it is not clear where it goes. */
function findRegistryObstacle(
  { name, version }: WorkspacePackage,
  registries: readonly string[],
): Obstacle | undefined {
  const different = [...new Set(registries)];
  if (different.length < 2) return undefined;
  return { verdict: 'wrong-registry', problem: wrongRegistry({ name, version, registries: different }) };
}

function findTreeObstacle(
  { name, version }: WorkspacePackage,
  changed: readonly string[] = [],
): Obstacle | undefined {
  if (changed.length === 0) return undefined;
  return { verdict: 'dirty-tree', problem: treeDirty({ name, version, changed }) };
}

/**
 * Checks the package's own settings only: what Changesets says of access, and where provenance is made, concerns the tool
 * that publishes, which need not be this one, or run here.
 */
function findAccessObstacle(pkg: WorkspacePackage): Obstacle | undefined {
  const problem = findAccessProblem(pkg, readPublishConfig(pkg).access);
  return problem && { verdict: 'unpublishable', problem };
}

function findTagObstacle(
  { name, version, manifest }: WorkspacePackage,
  answer: ReturnType<RegistryAnswers['get']>,
  said: Pick<DistTagChoice, 'option' | 'prerelease'>,
): Obstacle | undefined {
  if (answer?.kind !== 'absent') return undefined;
  const { tags } = answer;
  const tag = chooseDistTag({ manifest, tags, ...said });
  const problem = findDistTagProblem({ name, version, tag }, tags);
  if (!problem) return undefined;
  if (problem.code === 'PRERELEASE_UNTAGGED') return { verdict: 'prerelease-untagged', problem };
  return { verdict: tag === 'latest' ? 'lower-than-latest' : 'tag-backwards', problem };
}

/** Finds, for every package, its files that git knows and that differ from HEAD. */
async function readChanges({ root, packages }: Workspace): Promise<ReadonlyMap<string, readonly string[]>> {
  const { exitCode, stdout } = await git(root, ['diff', '--name-only', '-z', '--relative', 'HEAD']);
  // Without git or a commit there is nothing to differ from.
  if (exitCode !== 0) return new Map();
  return groupByOwner(stdout.split('\0').filter(Boolean), { root, packages });
}
