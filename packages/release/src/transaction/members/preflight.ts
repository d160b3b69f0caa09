import type { VerstampError } from '@verstamp/core';
import { findObstacle } from '../../guard/obstacles/obstacle.ts';
import { readUncommitted } from '../../guard/obstacles/uncommitted.ts';
import { findProvenanceProblems } from '../../policy/publishable.ts';
import { choosePublishing } from '../../policy/publishing.ts';
import type { RegistrySettings } from '../../registry/settings/settings.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';
import type { ReleaseContext } from '../context.ts';

/** What is looked at before a release. */
export interface PreflightContext extends Pick<ReleaseContext, 'workspace' | 'policy' | 'env'> {
  readonly settings: Pick<RegistrySettings, 'targets' | 'publishing'>;
}

/**
 * Finds what would stop a release in the middle of it: changes that are not committed, packages that npm and pnpm would
 * publish to different registries, and packages that npm's own code would not send. Dist-tags are checked later.
 */
export async function findPreflightProblems(
  context: PreflightContext,
  fresh: readonly WorkspacePackage[],
): Promise<readonly VerstampError[]> {
  if (fresh.length === 0) return [];
  const { workspace, settings, env } = context;
  const changes = await readUncommitted(workspace);
  const obstacles = fresh.flatMap((pkg) => findObstacle(pkg, { settings, changes }) ?? []);
  const wanting = fresh.filter((pkg) => choosePublishing(pkg, context).provenance);
  return [...obstacles.map(({ problem }) => problem), ...findProvenanceProblems(wanting, env)];
}
