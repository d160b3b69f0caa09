import type { VerstampError } from '@verstamp/core';
import { findObstacles } from '../guard/obstacles.ts';
import { objectToSurroundings } from '../policy/publishable.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import type { Scene } from './context.ts';

/**
 * Finds changes that are in no commit, registries that nobody can tell apart, and what could not be sent: better
 * before a release than in the middle of it. Dist-tags are looked at later.
 */
export async function findHindrances(
  { workspace, settings, env }: Scene,
  fresh: readonly WorkspacePackage[],
): Promise<readonly VerstampError[]> {
  const free = new Map(fresh.map(({ name }) => [name, { kind: 'free' } as const]));
  const facts = await findObstacles(free, { workspace, settings, found: new Map() });
  const obstacles = [...facts.values()].flatMap((fact) =>
    fact.kind === 'free' && fact.obstacle ? [fact.obstacle.problem] : [],
  );
  return [...obstacles, ...objectToSurroundings(fresh, env)];
}
