import type { VerstampError } from '@verstamp/core';
import { findObstacles } from '../guard/obstacles.ts';
import { findProvenanceProblems } from '../policy/publishable.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import type { ReleaseContext } from './context.ts';

/**
 * Finds what would stop a release in the middle of it: changes that are not committed, packages that npm and pnpm would
 * publish to different registries, and packages that npm's own code would not send. Dist-tags are checked later.
 */
export async function findPreflightProblems(
  { workspace, settings, env }: Pick<ReleaseContext, 'workspace' | 'settings' | 'env'>,
  fresh: readonly WorkspacePackage[],
): Promise<readonly VerstampError[]> {
  const free = new Map(fresh.map(({ name }) => [name, { kind: 'free' } as const]));
  const facts = await findObstacles(free, { workspace, settings, answers: new Map() });
  const obstacles = [...facts.values()].flatMap((fact) =>
    fact.kind === 'free' && fact.obstacle ? [fact.obstacle.problem] : [],
  );
  return [...obstacles, ...findProvenanceProblems(fresh, env)];
}
