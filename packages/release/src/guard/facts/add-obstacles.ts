import { readPolicy } from '../../policy/policy.ts';
import type { RegistrySettings } from '../../registry/settings/settings.ts';
import { findObstacle, findTagObstacle } from '../obstacles/obstacle.ts';
import { readUncommitted } from '../obstacles/uncommitted.ts';
import { withFact, type Case } from './case.ts';
import type { Examination } from './examination.ts';
import type { Fact } from './fact.ts';

/** Options of looking for obstacles. */
export interface ObstacleOptions extends Pick<Examination, 'workspace' | 'distTag'> {
  readonly settings: Pick<RegistrySettings, 'targets'>;
}

/**
 * Adds to every free version why it may not go out.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell what is not committed.
 */
export async function addObstacles(
  cases: readonly Case[],
  { workspace, settings, distTag: option }: ObstacleOptions,
): Promise<readonly Case[]> {
  const [{ prerelease }, changes] = await Promise.all([readPolicy(workspace), readUncommitted(workspace)]);
  const obstruct = ({ pkg, answer, fact }: Case): Fact => {
    if (fact.kind !== 'free' || answer.kind !== 'absent') return fact;
    const { tags } = answer;
    const obstacle =
      findObstacle(pkg, { settings, changes }) ?? findTagObstacle(pkg, { tags, option, prerelease });
    return { ...fact, obstacle };
  };
  return cases.map((one) => withFact(one, obstruct(one)));
}
