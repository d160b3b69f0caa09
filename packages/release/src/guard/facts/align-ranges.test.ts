import { describe, expect, it } from 'vitest';
import { packArchive } from '@verstamp/testing/archive';
import { parseObject } from '../../json.ts';
import { readTarball, type TarballFiles } from '../../tarball/tarball.ts';
import { alignRanges } from './align-ranges.ts';

const SIBLINGS = new Map([
  ['core', '1.2.0'],
  ['next', '2.0.0-beta.1'],
]);

const pack = async (fields: object): Promise<TarballFiles> =>
  readTarball(
    packArchive([{ path: 'package.json', text: JSON.stringify(fields) }, { path: 'index.js' }]),
    'a.tgz',
  );

const align = async (before: object, here: object): Promise<unknown> => {
  const [published, local] = [await pack(before), await pack(here)];
  const aligned = await alignRanges(published, { local, siblings: SIBLINGS });
  if (aligned) expect(aligned.get('index.js')).toBe(published.get('index.js'));
  return aligned && parseObject(aligned.get('package.json')?.bytes ?? Buffer.alloc(0));
};

describe('alignRanges', () => {
  it.each([
    ['dependencies', 'core', '^1.0.0', '^1.2.0'],
    ['peerDependencies', 'core', '^1.0.0 || ^2.0.0', '1.x'],
    ['optionalDependencies', 'core', '~1.2.0', '1.2.0'],
    ['dependencies', 'next', '^2.0.0-beta.0', '2.0.0-beta.1'],
  ])('takes ranges in %s of %s for equal: %s and %s', async (field, name, range, other) => {
    const here = { [field]: { [name]: other, far: '^2.0.0' } };
    expect(await align({ main: 'a.js', [field]: { [name]: range, far: '^1.0.0' } }, here)).toEqual({
      main: 'a.js',
      [field]: { [name]: other, far: '^1.0.0' },
    });
  });

  it.each([
    ['that is no longer admitted', { core: '~1.1.0' }, { core: '~1.2.0' }],
    ['that is not admitted here', { core: '^1.0.0' }, { core: '^2.0.0' }],
    ['of a package from elsewhere', { far: '^1.0.0' }, { far: '^1.2.0' }],
    ['of a prerelease that is not named', { next: '^1.0.0' }, { next: '2.0.0-beta.1' }],
    ['that is an address', { core: '^1.0.0' }, { core: 'git+ssh://host/core' }],
    ['that is a tag', { core: 'latest' }, { core: '^1.2.0' }],
    ['that only this workspace understands', { core: '^1.0.0' }, { core: 'workspace:^' }],
    ['that is gone', { core: '^1.0.0' }, {}],
    ['that is no text', { core: ['^1.0.0'] }, { core: '^1.2.0' }],
    ['that is no text here', { core: '^1.0.0' }, { core: ['^1.2.0'] }],
    ['by nothing', { core: '^1.0.0' }, { core: '^1.0.0' }],
  ])('lets a range differ %s', async (_, before, here) => {
    expect(await align({ dependencies: before }, { dependencies: here })).toBeUndefined();
  });

  it('lets a dependency differ that moved to another field', async () => {
    const before = { dependencies: { core: '^1.0.0' } };
    expect(await align(before, { peerDependencies: { core: '^1.2.0' } })).toBeUndefined();
  });

  it.skipIf(writesDeep())('aligns nothing that is nested too deeply to be written', async () => {
    const text = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)},"dependencies":{"core":"^1.0.0"}}`;
    const published = await readTarball(packArchive([{ path: 'package.json', text }]), 'a.tgz');
    const local = await pack({ dependencies: { core: '^1.2.0' } });
    expect(await alignRanges(published, { local, siblings: SIBLINGS })).toBeUndefined();
  });
});

/** Newer versions of Node write what is nested however deeply. */
function writesDeep(): boolean {
  try {
    return JSON.stringify(JSON.parse('['.repeat(20_000) + ']'.repeat(20_000))) !== '';
  } catch {
    return false;
  }
}
