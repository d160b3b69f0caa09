import {
  treeDirty,
  wrongRegistry,
  type distTagBackwards,
  type prereleaseUntagged,
  type publishImpossible,
} from '@verstamp/core/problems';
import { chooseDistTag, findDistTagProblem, type DistTagChoice } from '../../policy/dist-tag.ts';
import { findAccessProblem } from '../../policy/publishable.ts';
import type { RegistrySettings } from '../../registry/settings/settings.ts';
import { readPublishConfig } from '../../workspace/publish-config.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';

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

/** What a package may be obstructed by. */
export interface Surroundings {
  readonly settings: Pick<RegistrySettings, 'targets'>;
  /** The files of packages, by their folders, that differ from the last commit. */
  readonly changes: ReadonlyMap<string, readonly string[]>;
}

/** Finds why a package may not go out as things are, whatever its registry holds; `undefined` if it may. */
export function findObstacle(
  pkg: WorkspacePackage,
  { settings, changes }: Surroundings,
): Obstacle | undefined {
  return (
    findRegistryObstacle(pkg, settings.targets(pkg)) ??
    findTreeObstacle(pkg, changes.get(pkg.folder)) ??
    findAccessObstacle(pkg)
  );
}

/** Finds why a version must not take the dist-tag that it would get; `undefined` if it may. */
export function findTagObstacle(
  { name, version, manifest }: WorkspacePackage,
  choice: Omit<DistTagChoice, 'manifest'>,
): Obstacle | undefined {
  const tag = chooseDistTag({ manifest, ...choice });
  const problem = findDistTagProblem({ name, version, tag }, choice.tags);
  if (!problem) return undefined;
  if (problem.code === 'PRERELEASE_UNTAGGED') return { verdict: 'prerelease-untagged', problem };
  return { verdict: tag === 'latest' ? 'lower-than-latest' : 'tag-backwards', problem };
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
