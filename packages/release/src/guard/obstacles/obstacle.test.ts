import { describe, expect, it } from 'vitest';
import type { WorkspacePackage } from '../../workspace/workspace.ts';
import { findObstacle, findTagObstacle, type Obstacle } from './obstacle.ts';

const pkg: WorkspacePackage = { name: 'a', version: '1.0.0', folder: '/w/a', manifest: {}, dependencies: [] };
const restricted = { ...pkg, manifest: { publishConfig: { access: 'restricted' } } };

describe('findObstacle', () => {
  it.each<[string, WorkspacePackage, readonly string[], readonly string[], Obstacle['verdict'] | undefined]>([
    ['nothing', pkg, ['https://r.example/', 'https://r.example/'], [], undefined],
    ['files of others', pkg, [], ['/w/b'], undefined],
    ['two registries', restricted, ['https://r.example/', 'https://s.example/'], ['/w/a'], 'wrong-registry'],
    ['a file that is not committed', restricted, ['https://r.example/'], ['/w/a'], 'dirty-tree'],
    ['an access that there is not', restricted, ['https://r.example/'], ['/w/b'], 'unpublishable'],
  ])('is stopped by %s', (_, subject, ...[registries, folders, verdict]) => {
    const changes = new Map(folders.map((folder) => [folder, ['x.js']]));
    const obstacle = findObstacle(subject, { settings: { targets: () => registries }, changes });
    expect(obstacle?.verdict).toBe(verdict);
    if (verdict) expect(obstacle?.problem.details).toMatchObject({ name: 'a', version: '1.0.0' });
    if (verdict === 'wrong-registry') expect(obstacle?.problem.details).toMatchObject({ registries });
    if (verdict === 'dirty-tree') expect(obstacle?.problem.details).toMatchObject({ changed: ['x.js'] });
  });
});

describe('findTagObstacle', () => {
  it.each([
    ['0.9.0', 'latest', undefined],
    ['1.1.0', 'latest', 'lower-than-latest'],
    ['1.1.0', 'own', 'tag-backwards'],
  ])('of 1.0.0, where %s is %s: %s', (current, tag, verdict) => {
    const obstacle = findTagObstacle(pkg, { option: tag, tags: new Map([[tag, current]]) });
    expect(obstacle?.verdict).toBe(verdict);
    if (verdict) expect(obstacle?.problem.details).toEqual({ name: 'a', version: '1.0.0', tag, current });
  });

  it('of a prerelease that would become the latest', () => {
    const tags = new Map([['latest', '0.9.0']]);
    expect(findTagObstacle({ ...pkg, version: '1.0.0-rc.1' }, { tags })?.verdict).toBe('prerelease-untagged');
  });
});
