import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { guardRelease } from '../src/index.ts';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { commitAll, createWorkspace, QUIET_ENV, SHOP, type TestWorkspace } from '@verstamp/testing/workspace';

let registry: TestRegistry;
let workspace: TestWorkspace;

/** A package whose output comes from a tool and a source, and is not in git. */
const BUILT = {
  ...SHOP,
  'packages/cart/package.json': JSON.stringify({
    ...(JSON.parse(SHOP['packages/cart/package.json'] ?? '') as object),
    exports: './dist/index.js',
    files: ['dist'],
  }),
  'packages/cart/src/index.js': 'export const cart = 1;\n',
  'packages/cart/dist/index.js': '// tool 1\nexport const cart = 1;\n',
  'packages/cart/core/package.json': JSON.stringify({ name: 'core', private: true }),
  'packages/cart/core/index.js': 'export {};\n',
  'package.json': JSON.stringify({
    ...(JSON.parse(SHOP['package.json'] ?? '') as object),
    workspaces: ['packages/*', 'packages/cart/core'],
  }),
  '.gitignore': 'dist/\n',
  'verstamp.json': '{}',
};
const TOOL = { 'packages/cart/dist/index.js': '// tool 2\nexport const cart = 1;\n' };

const verdicts = async (): Promise<string> => {
  const { conclusion, packages } = await guardRelease({ cwd: workspace.root, env: QUIET_ENV });
  return [conclusion, ...packages.map(({ verdict }) => verdict)].join(' ');
};

beforeAll(async () => {
  registry = await startRegistry();
  workspace = await createWorkspace(registry.url, BUILT);
  await commitAll(workspace);
  await workspace.changeset('publish');
  await workspace.run('git', 'commit', '-q', '--allow-empty', '-m', 'Go on');
});

beforeEach(async () => workspace.write(BUILT));

afterAll(async () => {
  await workspace.remove();
  await registry.close();
});

it('calls what only its tools changed drifted, by the tag of its release', async () => {
  await workspace.write(TOOL);
  expect(await verdicts()).toBe('allow drifted identical');
});

it('refuses it if a private package in it changed, which it may bundle', async () => {
  await workspace.write({ ...TOOL, 'packages/cart/core/index.js': 'export const core = 2;\n' });
  expect(await verdicts()).toBe('refuse unreleased identical');
});

it('calls it drifted by the commit that npm published from, without a tag', async () => {
  await workspace.write(TOOL);
  await workspace.run('git', 'tag', '-d', '@shop/cart@1.0.0');
  expect(await verdicts()).toBe('allow drifted identical');
  await workspace.write({ 'packages/cart/src/more.js': 'export {};\n' });
  expect(await verdicts()).toBe('refuse unreleased identical');
  await workspace.run('rm', 'packages/cart/src/more.js');
});

it.each([
  ['^1.0.0 || ^2.0.0', 'identical', 'still admits'],
  ['^2.0.0', 'drifted', 'does not admit'],
])('calls a range %s of a sibling %s, which it %s', async (range, verdict) => {
  const till = (SHOP['packages/till/package.json'] ?? '').replace('^1.0.0', range);
  await workspace.write({ 'packages/till/package.json': till });
  expect(await verdicts()).toBe(`allow identical ${verdict}`);
});

it.each<[string, object]>([
  ['drops a sibling', {}],
  ['needs a sibling in another way', { peerDependencies: { '@shop/cart': '^1.0.0' } }],
  ['needs something else', { dependencies: { '@shop/cart': '^1.0.0', ms: '2.1.3' } }],
])('refuses what %s, without a changeset', async (_, fields) => {
  const { dependencies: _dependencies, ...till } = JSON.parse(SHOP['packages/till/package.json'] ?? '') as {
    readonly dependencies: object;
  };
  await workspace.write({ 'packages/till/package.json': JSON.stringify({ ...till, ...fields }) });
  expect(await verdicts()).toBe('refuse identical unreleased');
});

it('refuses what its own sources changed, unless it is only to warn', async () => {
  await workspace.write({ ...TOOL, 'packages/cart/src/index.js': 'export const cart = 2;\n' });
  const { conclusion, packages } = await guardRelease({ cwd: workspace.root, env: QUIET_ENV });
  expect([conclusion, ...packages.map(({ verdict }) => verdict)]).toEqual([
    'refuse',
    'unreleased',
    'identical',
  ]);
  const publishedCommit = (await workspace.run('git', 'rev-parse', 'HEAD~')).trim();
  expect(packages[0]?.problem?.details).toMatchObject({ publishedCommit, localCommit: undefined });
  await workspace.write({ 'verstamp.json': JSON.stringify({ unplanned: 'warn' }) });
  expect(await verdicts()).toBe('allow unreleased identical');
  await workspace.write({ 'verstamp.json': JSON.stringify({ unplanned: 'maybe' }) });
  await expect(verdicts()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

it('leaves alone what Changesets is told to ignore', async () => {
  const config = JSON.parse(SHOP['.changeset/config.json'] ?? '') as object;
  await workspace.write({
    ...TOOL,
    'packages/cart/src/index.js': 'export const cart = 2;\n',
    '.changeset/config.json': JSON.stringify({ ...config, ignore: ['@shop/cart', 'shop-till'] }),
  });
  expect(await verdicts()).toBe('allow pending identical');
});

it('lets a new package be that Changesets is told to ignore, built or not', async () => {
  const config = JSON.parse(SHOP['.changeset/config.json'] ?? '') as object;
  await workspace.write({
    '.changeset/config.json': JSON.stringify({ ...config, ignore: ['wip'] }),
    'packages/wip/package.json': JSON.stringify({
      name: 'wip',
      version: '0.0.0',
      exports: './dist/index.js',
    }),
  });
  const { conclusion, packages } = await guardRelease({ cwd: workspace.root, env: QUIET_ENV });
  expect(conclusion).toBe('allow');
  expect(packages).toContainEqual(expect.objectContaining({ name: 'wip', verdict: 'new', planned: false }));
});
