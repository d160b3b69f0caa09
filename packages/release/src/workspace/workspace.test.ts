import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { readWorkspace } from './workspace.ts';

let root: string;

beforeEach(() => {
  root = makeFolder();
});

const read = async (manifest: object) => {
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'a', ...manifest }));
  const { packages } = await readWorkspace(root);
  return packages.map(({ version }) => version);
};

describe('readWorkspace', () => {
  it.each(['1.0.0', '0.0.0', '1.0.0-rc.1', '1.0.0-x.7.z.92'])('takes the version %s', async (version) => {
    expect(await read({ version })).toEqual([version]);
  });

  // A registry keeps another version than is written there, or none.
  it.each([
    ['1.0.0+5', '1.0.0'],
    ['1.0.0-rc.1+exp.sha', '1.0.0-rc.1'],
    ['v1.0.0', '1.0.0'],
    ['=1.0.0', '1.0.0'],
    [' 1.0.0 ', '1.0.0'],
    ['= v1.0.0+5', '1.0.0'],
    ['1.0', undefined],
    ['1.4.3.417', undefined],
    ['01.0.0', undefined],
    ['latest', undefined],
    ['', undefined],
  ])('refuses the version %j', async (version, instead) => {
    await expect(read({ version })).rejects.toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: expect.stringContaining(
        instead === undefined ? 'three parts' : `Write ${JSON.stringify(instead)}`,
      ),
    });
  });

  it.each(['x\n::error::y', 'x\u001b[2K', '../x', 'x?y', '-x', '.x', '@x/', '@a/b/c', 'a b'])(
    'refuses the name %j, under which nothing can be published',
    async (name) => {
      await expect(read({ name, version: '1.0.0' })).rejects.toMatchObject({
        code: 'WORKSPACE_INVALID',
        message: expect.stringMatching(/^[ -~]+which no registry takes[ -~]+$/),
      });
    },
  );

  it('minds no version of a package that is never published', async () => {
    expect(await read({ version: 'v1.0.0+5', private: true })).toEqual([]);
  });
});

it('refuses two packages of one name, of which each could be taken for the other', async () => {
  const at = (folder: string, manifest: object) => {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, 'package.json'), JSON.stringify(manifest));
  };
  at('.', { private: true, workspaces: ['p/*'] });
  at('p/v1', { name: 'x', version: '1.0.0', publishConfig: { tag: 'v1-lts' } });
  at('p/v2', { name: 'x', version: '2.0.0' });
  await expect(readWorkspace(root)).rejects.toMatchObject({
    code: 'WORKSPACE_INVALID',
    message: expect.stringContaining('"p/v1" and "p/v2" are both called "x"'),
  });
  at('p/v1', { name: 'x', version: '1.0.0', private: true });
  const { packages, members } = await readWorkspace(root);
  expect(packages).toMatchObject([{ name: 'x', version: '2.0.0' }]);
  expect(members.map(({ folder }) => folder)).toEqual([join(root, 'p/v1'), join(root, 'p/v2')]);
});
