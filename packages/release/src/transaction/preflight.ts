import type { VerstampError } from '@verstamp/core';
import { findObstacles } from '../guard/obstacles.ts';
import { findProvenanceProblems } from '../policy/publishable.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import type { ReleaseContext } from './context.ts';

/**
 * Finds changes that are in no commit, registries that nobody can tell apart, and what could not be sent: better
 * before a release than in the middle of it. Dist-tags are looked at later.
 */
export async function findPreflightProblems(
  { workspace, settings, env }: ReleaseContext,
  fresh: readonly WorkspacePackage[],
): Promise<readonly VerstampError[]> {
  const free = new Map(fresh.map(({ name }) => [name, { kind: 'free' } as const]));
  const facts = await findObstacles(free, { workspace, settings, answers: new Map() });
  const obstacles = [...facts.values()].flatMap((fact) =>
    fact.kind === 'free' && fact.obstacle ? [fact.obstacle.problem] : [],
  );
  return [...obstacles, ...findProvenanceProblems(fresh, env)];
}
