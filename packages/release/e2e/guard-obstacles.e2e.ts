import { afterAll, beforeAll, expect, it } from 'vitest';
import { guardRelease } from '../src/index.ts';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { commitAll, createWorkspace, QUIET_ENV, type TestWorkspace } from '@verstamp/testing/workspace';

const MANIFEST = { name: '@shop/cart', type: 'module', exports: './index.js' };
const pre = (mode: string) => ({
  '.changeset/config.json': JSON.stringify({ access: 'public', baseBranch: 'main' }),
  '.changeset/pre.json': JSON.stringify({ mode, tag: 'next', initialVersions: {}, changesets: [] }),
});

let real: TestRegistry;
let registry: FaultyRegistry;
let workspace: TestWorkspace;

const manifest = (version: string, publishConfig: object = {}) => ({
  'package.json': JSON.stringify({
    ...MANIFEST,
    version,
    publishConfig: { access: 'public', ...publishConfig },
  }),
});

const named = (name: string, publishConfig: object) => ({
  'package.json': JSON.stringify({ ...MANIFEST, name, version: '1.6.0', publishConfig }),
});

const IMPOSSIBLE = 'unpublishable refuse PUBLISH_IMPOSSIBLE';

const verdict = async (distTag?: string) => {
  const { packages } = await guardRelease({ cwd: workspace.root, env: QUIET_ENV, distTag });
  return packages.map((one) => `${one.verdict} ${one.effect} ${one.problem?.code ?? ''}`.trim()).join();
};

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
  workspace = await createWorkspace(registry.url, {
    ...manifest('1.5.0'),
    'index.js': 'export {};',
    'package-lock.json': JSON.stringify({ name: '@shop/cart', lockfileVersion: 3, packages: {} }),
  });
  await workspace.run('npm', 'publish');
  await workspace.write(manifest('2.0.0-rc.5'));
  await workspace.run('npm', 'publish', '--tag', 'next');
  registry.bodies.length = 0;
});

afterAll(async () => {
  expect(registry.bodies).toEqual([]);
  await workspace.remove();
  await registry.close();
  await real.close();
});

it.each<[string, Readonly<Record<string, string>>, string]>([
  ['a version above latest', manifest('1.6.0'), 'new allow'],
  ['a version below latest', manifest('1.4.9'), 'lower-than-latest refuse DIST_TAG_BACKWARDS'],
  ['a version below latest under a tag of its own', manifest('1.4.9', { tag: 'release-1.4' }), 'new allow'],
  ['a prerelease as latest', manifest('2.0.0-rc.6'), 'prerelease-untagged refuse PRERELEASE_UNTAGGED'],
  ['a prerelease under its tag', manifest('2.0.0-rc.6', { tag: 'next' }), 'new allow'],
  [
    'a prerelease below its tag',
    manifest('2.0.0-rc.4', { tag: 'next' }),
    'tag-backwards refuse DIST_TAG_BACKWARDS',
  ],
  ['an unscoped package that is restricted', named('till', { access: 'restricted' }), IMPOSSIBLE],
  [
    'a new package with provenance, which npm may be told to make public',
    named('till', { provenance: true }),
    'new allow',
  ],
  [
    'a new public package with provenance',
    named('till', { provenance: true, access: 'public' }),
    'new allow',
  ],
  ['a package with provenance', manifest('1.6.0', { provenance: true, access: 'restricted' }), 'new allow'],
  ['two registries', { '.npmrc': '' }, 'wrong-registry refuse WRONG_REGISTRY'],
])('judges %s', async (_, files, expected) => {
  const both = {
    ...manifest('1.6.0', { registry: registry.url }),
    '.npmrc': `registry=${registry.url}\n@shop:registry=${registry.url}other/\n`,
  };
  const written = files['.npmrc'] === '' ? both : files;
  // Nothing is at the scope's address, so it says "not found", as it does of every new package.
  await workspace.write({ '.npmrc': `registry=${registry.url}\n`, ...written });
  expect(await verdict()).toBe(expected);
});

it.each<[string, Readonly<Record<string, string>>, string, string]>([
  ['a snapshot', manifest('0.0.0-pr7-20261122'), 'pr7', 'new allow'],
  ['a version below latest', manifest('1.4.9'), 'release-1.4', 'new allow'],
  [
    'what is below latest, and names another tag itself',
    manifest('1.4.9', { tag: 'release-1.4' }),
    'latest',
    'lower-than-latest refuse DIST_TAG_BACKWARDS',
  ],
])('judges %s by the tag that is said', async (_, files, tag, expected) => {
  await workspace.write({ '.npmrc': `registry=${registry.url}\n`, ...files });
  expect(await verdict(tag)).toBe(expected);
});

it('follows the prerelease mode of Changesets', async () => {
  await workspace.write({ '.npmrc': `registry=${registry.url}\n`, ...manifest('2.0.0-rc.6'), ...pre('pre') });
  expect(await verdict()).toBe('new allow');
  await workspace.write(pre('exit'));
  expect(await verdict()).toBe('prerelease-untagged refuse PRERELEASE_UNTAGGED');
});

it('refuses what differs from the commit, and does not mind what git does not know', async () => {
  await workspace.write({ ...manifest('1.6.0'), 'notes.txt': 'old' });
  await commitAll(workspace);
  await workspace.write({ 'unknown.txt': 'new' });
  expect(await verdict()).toBe('new allow');
  await workspace.write({ 'notes.txt': 'changed' });
  expect(await verdict()).toBe('dirty-tree refuse TREE_DIRTY');
});

it('refuses a file that was moved out of the package and not committed', async () => {
  await workspace.write({
    ...manifest('1.6.0'),
    'old.txt': 'a text that is long enough to be found again\n',
  });
  await commitAll(workspace);
  await workspace.run('git', 'mv', 'old.txt', 'new.txt');
  const { packages } = await guardRelease({ cwd: workspace.root, env: QUIET_ENV });
  expect(packages[0]?.problem).toMatchObject({ details: { changed: ['new.txt', 'old.txt'] } });
});

it('does not guess what is committed if git cannot tell', async () => {
  await commitAll(workspace);
  await workspace.write({ 'index.js': 'export const uncommitted = 1;', '.git/index': 'cut off' });
  await expect(verdict()).rejects.toMatchObject({ code: 'GIT_UNUSABLE' });
});
