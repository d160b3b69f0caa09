import { chmodSync, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { guardSince, type SinceReport } from '../src/index.ts';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { commitAll, createWorkspace, QUIET_ENV, SHOP, type TestWorkspace } from '@verstamp/testing/workspace';

let real: TestRegistry;
let registry: FaultyRegistry;
let workspace: TestWorkspace;

const CHANGED = { 'packages/cart/index.js': 'export const cart = 2;\n' };
const RAISED = { version: '1.0.1' };
const CONFIG = JSON.parse(SHOP['.changeset/config.json'] ?? '') as object;

const NO_TESTS = {
  '.changeset/config.json': JSON.stringify({ ...CONFIG, changedFilePatterns: ['**', '!**/*.test.js'] }),
};

const ask = async (since = 'main'): Promise<SinceReport> =>
  guardSince({ cwd: workspace.root, env: QUIET_ENV, since });
const verdicts = async (): Promise<string> => {
  const { conclusion, packages } = await ask();
  return [conclusion, ...packages.map(({ name, verdict }) => `${name} ${verdict}`)].join(' ');
};
const edit = (path: string, fields: object): Readonly<Record<string, string>> => ({
  [path]: JSON.stringify({ ...(JSON.parse(SHOP[path] ?? '') as object), ...fields }),
});

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
  workspace = await createWorkspace(registry.url, SHOP);
  await commitAll(workspace);
  await workspace.changeset('publish');
});

beforeEach(async () => {
  await workspace.run('git', 'checkout', '-q', '-f', '-B', 'branch', 'main');
  await workspace.run('git', 'clean', '-q', '-f', '-d');
  registry.fault = () => ({ kind: 'hang' });
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
  await real.close();
});

it.each<[string, Readonly<Record<string, string>>, string]>([
  ['nothing', {}, 'allow'],
  ['a source', CHANGED, 'refuse @shop/cart unreleased'],
  [
    'a source with a changeset',
    { ...CHANGED, '.changeset/a.md': '---\n"@shop/cart": patch\n---\n\nFix\n' },
    'allow @shop/cart pending',
  ],
  [
    'a source with a changeset for another package',
    { ...CHANGED, '.changeset/a.md': '---\n"shop-till": patch\n---\n\nFix\n' },
    'refuse @shop/cart unreleased',
  ],
  ['what belongs to no package', { 'README.md': 'Hello\n' }, 'allow'],
  ['a tool', edit('packages/cart/package.json', { devDependencies: { vite: '8.3.8' } }), 'allow'],
  ['a sibling', edit('packages/till/package.json', { dependencies: { '@shop/cart': '>=1.0.0' } }), 'allow'],
  [
    'a dependency',
    edit('packages/till/package.json', { dependencies: { '@shop/cart': '^1.0.0', ms: '2.1.3' } }),
    'refuse shop-till unreleased',
  ],
  [
    'the need of a sibling',
    edit('packages/till/package.json', { dependencies: {} }),
    'refuse shop-till unreleased',
  ],
  [
    'a source, and raises the version',
    { ...CHANGED, ...edit('packages/cart/package.json', { version: '1.0.1' }) },
    'allow @shop/cart new',
  ],
  [
    'a source, where that only warns',
    { ...CHANGED, 'verstamp.json': JSON.stringify({ unplanned: 'warn' }) },
    'allow @shop/cart unreleased',
  ],
  [
    'a test, where Changesets leaves tests out',
    {
      'packages/cart/index.test.js': '// a\n',
      '.changeset/config.json': JSON.stringify({ ...CONFIG, changedFilePatterns: ['!**/*.test.js'] }),
    },
    'allow',
  ],
  [
    'a test and a tool, where Changesets leaves tests out',
    {
      'packages/cart/index.test.js': '// a\n',
      ...edit('packages/cart/package.json', { devDependencies: { vite: '8.3.8' } }),
      ...NO_TESTS,
    },
    'allow',
  ],
  [
    'a source whose name git quotes, where Changesets leaves tests out',
    { 'packages/cart/größe.js': '// a\n', ...NO_TESTS },
    'refuse @shop/cart unreleased',
  ],
])('asks no registry where a branch changes %s, and tags are here', async (_, files, expected) => {
  await workspace.write(files);
  await workspace.run('git', 'add', '-A');
  const asked = registry.seen.length;
  expect(await verdicts()).toBe(expected);
  expect(registry.seen.length).toBe(asked);
});

it.each<[string, Readonly<Record<string, string>>, string]>([
  ['nothing', {}, 'allow'],
  ['a tool', edit('packages/cart/package.json', { ...RAISED, devDependencies: { vite: '8.3.8' } }), 'allow'],
  ['a source', { 'packages/cart/index.js': '// 3\n' }, 'refuse @shop/cart unreleased'],
  [
    'a dependency',
    edit('packages/cart/package.json', { ...RAISED, dependencies: { ms: '2.1.3' } }),
    'refuse @shop/cart unreleased',
  ],
])('counts %s behind the tag of a version that a branch raised and released', async (_, files, expected) => {
  await workspace.write({ ...CHANGED, ...edit('packages/cart/package.json', RAISED) });
  await workspace.run('git', 'commit', '-q', '-a', '-m', 'Release');
  await workspace.run('git', 'tag', '-f', '-a', '@shop/cart@1.0.1', '-m', 'Release');
  await workspace.write(files);
  expect(await verdicts()).toBe(expected);
  await workspace.run('git', 'tag', '-d', '@shop/cart@1.0.1');
});

it('counts no test behind the tag of a version on another branch, where Changesets leaves tests out', async () => {
  await workspace.write({ ...CHANGED, ...edit('packages/cart/package.json', RAISED) });
  await workspace.run('git', 'commit', '-q', '-a', '-m', 'Release');
  await workspace.run('git', 'tag', '-f', '@shop/cart@1.0.1');
  await workspace.run('git', 'reset', '-q', '--soft', 'main');
  await workspace.write({ ...NO_TESTS, 'packages/cart/index.test.js': '// a\n' });
  await workspace.run('git', 'add', '-A');
  await workspace.run('git', 'commit', '-q', '-m', 'Release and test');
  expect(await verdicts()).toBe('allow');
  await workspace.run('git', 'tag', '-d', '@shop/cart@1.0.1');
});

it('starts no git that a package has installed, where Changesets leaves tests out', async () => {
  const bin = join(workspace.root, 'node_modules', '.bin');
  await workspace.write({ ...CHANGED, ...NO_TESTS, 'node_modules/.bin/git': '#!/bin/sh\ntouch "$0.ran"\n' });
  chmodSync(join(bin, 'git'), 0o755);
  vi.stubEnv('PATH', `${bin}${delimiter}${process.env['PATH']}`);
  expect(await verdicts().finally(() => vi.unstubAllEnvs())).toBe('refuse @shop/cart unreleased');
  expect(existsSync(join(bin, 'git.ran'))).toBe(false);
});

it('lets a branch bring back what is released', async () => {
  await workspace.write(CHANGED);
  await workspace.run('git', 'commit', '-q', '-a', '-m', 'Change');
  await workspace.run('git', 'branch', '-f', 'changed');
  await workspace.run('git', 'revert', '--no-edit', 'HEAD');
  expect(await ask('changed')).toMatchObject({ conclusion: 'allow', packages: [] });
});

it('could not find out what changed since a tag of no commit', async () => {
  await workspace.write({ ...CHANGED, ...edit('packages/cart/package.json', RAISED) });
  await workspace.run('git', 'tag', '-f', '@shop/cart@1.0.1', 'HEAD:packages/cart/index.js');
  await expect(ask()).rejects.toMatchObject({ code: 'GIT_UNUSABLE' });
  await workspace.run('git', 'tag', '-d', '@shop/cart@1.0.1');
});

it('names package, commit and files', async () => {
  await workspace.write(CHANGED);
  await workspace.run('git', 'commit', '-q', '-a', '-m', 'Change');
  const { since, packages } = await ask();
  expect(since).toBe((await workspace.run('git', 'rev-parse', 'main')).trim());
  expect(packages).toMatchObject([
    {
      name: '@shop/cart',
      file: 'packages/cart/package.json',
      problem: { code: 'CHANGESET_MISSING', details: { changed: ['packages/cart/index.js'] } },
    },
  ]);
  expect(packages[0]?.problem?.message).toContain('packages/cart/index.js');
});

it('sees a file that was moved out of a package', async () => {
  await workspace.run('git', 'mv', 'packages/cart/index.js', 'index.js');
  await workspace.run('git', 'commit', '-q', '-m', 'Move');
  expect(await verdicts()).toBe('refuse @shop/cart unreleased');
});

it('looks at what the branch changed, not at what the other has become since', async () => {
  await workspace.run('git', 'checkout', '-q', '-b', 'later', 'main');
  await workspace.write(CHANGED);
  await workspace.run('git', 'commit', '-q', '-a', '-m', 'Later');
  await workspace.run('git', 'checkout', '-q', 'branch');
  expect(await ask('later')).toMatchObject({ conclusion: 'allow', packages: [] });
});

it('finds a branch that only the remote has', async () => {
  await workspace.run('git', 'update-ref', 'refs/remotes/origin/trunk', 'main');
  await workspace.write(CHANGED);
  expect(await ask('trunk')).toMatchObject({ conclusion: 'refuse' });
});

it.each(['nowhere', '--all', ''])('could not find out what changed since %j', async (since) => {
  await expect(ask(since)).rejects.toMatchObject({ code: 'GIT_UNUSABLE' });
});

it('asks the registry about a version that a branch lowers, where no tag tells', async () => {
  await workspace.run('git', 'tag', '-d', '@shop/cart@1.0.0');
  await workspace.write(edit('packages/cart/package.json', { version: '1.1.0' }));
  await workspace.run('git', 'commit', '-q', '-a', '-m', 'Raise');
  await workspace.run('git', 'branch', '-f', 'raised');
  await workspace.write({ ...CHANGED, ...edit('packages/cart/package.json', {}) });
  registry.fault = () => ({ kind: 'pass' });
  expect(await ask('raised')).toMatchObject({ conclusion: 'refuse', packages: [{ verdict: 'unreleased' }] });
  await workspace.run('git', 'tag', '@shop/cart@1.0.0', 'main');
});

it('asks the registry where no tag tells, and never takes silence for free', async () => {
  await workspace.run('git', 'tag', '-d', '@shop/cart@1.0.0');
  await workspace.write({
    ...CHANGED,
    'packages/new/package.json': JSON.stringify({ name: 'shop-new', version: '1.0.0' }),
  });
  await workspace.run('git', 'add', '-A');
  registry.fault = () => ({ kind: 'pass' });
  expect(await verdicts()).toBe('refuse @shop/cart unreleased shop-new new');
  registry.fault = () => ({ kind: 'answer', status: 500, body: '' });
  expect(await verdicts()).toBe('unknown @shop/cart unreachable shop-new unreachable');
});
