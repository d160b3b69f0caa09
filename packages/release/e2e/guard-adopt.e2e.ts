import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adoptReleases, guardRelease, releaseWorkspace } from '../src/index.ts';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { STOPPED } from './shop.ts';
import { commitAll, createWorkspace, QUIET_ENV, SHOP, type TestWorkspace } from '@verstamp/testing/workspace';

let registry: TestRegistry;
let workspace: TestWorkspace;

const adopt = async (...names: readonly string[]) =>
  adoptReleases({ cwd: workspace.root, env: QUIET_ENV, names, reason: 'Starting' });
const verdicts = async (): Promise<string> => {
  const { conclusion, packages } = await guardRelease({ cwd: workspace.root, env: QUIET_ENV });
  return [conclusion, ...packages.map(({ verdict }) => verdict)].join(' ');
};

beforeAll(async () => {
  registry = await startRegistry();
  workspace = await createWorkspace(registry.url, SHOP);
  await workspace.run('npm', 'publish', '--workspaces');
  await workspace.write({ 'packages/cart/index.js': 'export const cart = 2;\n' });
  await commitAll(workspace);
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
});

it('needs a ledger, or the remote on which a release would keep one', async () => {
  await expect(adopt()).rejects.toMatchObject({ code: 'LEDGER_MISSING' });
});

it.each([[['cart']], [['@shop/cart', 'shop-tills']]])('refuses %j, and records nothing', async (names) => {
  await workspace.write({ 'verstamp.json': JSON.stringify({ ledger: 'file:.verstamp/none.jsonl' }) });
  await expect(adopt(...names)).rejects.toMatchObject({
    code: 'PACKAGE_UNKNOWN',
    details: { names: [names.at(-1)], known: ['@shop/cart', 'shop-till'] },
  });
  expect(existsSync(join(workspace.root, '.verstamp/none.jsonl'))).toBe(false);
});

it('is quiet about what differed before, and about nothing since', async () => {
  await workspace.write({ 'verstamp.json': JSON.stringify({ ledger: 'file:.verstamp/ledger.jsonl' }) });
  expect(await verdicts()).toBe('refuse unreleased identical');
  const adopted = await adopt();
  expect(adopted).toMatchObject([
    { name: '@shop/cart', version: '1.0.0', adopted: true, reason: 'Starting' },
    { name: 'shop-till' },
  ]);
  expect(await verdicts()).toBe('allow drifted identical');
  expect(await adopt()).toEqual([]);
  await workspace.write({ 'packages/cart/index.js': 'export const cart = 3;\n' });
  expect(await verdicts()).toBe('refuse unreleased identical');
});

it('is quiet without Changesets too, and publishes nothing that it has adopted', async () => {
  await workspace.run('git', 'rm', '-q', '-r', '--cached', '.changeset');
  await workspace.run('rm', '-r', '.changeset');
  await workspace.write({
    'verstamp.json': JSON.stringify({ ledger: 'file:.verstamp/other.jsonl' }),
    'packages/cart/index.js': 'export const cart = 2;\n',
  });
  await workspace.run('git', 'add', 'packages');
  await workspace.run('git', 'commit', '-q', '-m', 'Go on alone');
  expect(await verdicts()).toBe('refuse altered identical');
  expect(await adopt('@shop/cart')).toMatchObject([{ name: '@shop/cart' }]);
  expect(await verdicts()).toBe('allow drifted identical');
  await workspace.run('git', 'commit', '-q', '--allow-empty', '-m', 'Go on');
  const { conclusion, released, tags } = await releaseWorkspace({
    ...STOPPED,
    cwd: workspace.root,
    env: QUIET_ENV,
  });
  expect({ conclusion, released, tags }).toEqual({ conclusion: 'allow', released: [], tags: [] });
  await workspace.write({ 'packages/cart/index.js': 'export const cart = 3;\n' });
  expect(await verdicts()).toBe('refuse unreleased identical');
});
