import { afterAll, beforeAll, expect, it } from 'vitest';
import { adoptReleases, guardRelease } from '../src/index.ts';
import { startRegistry, type TestRegistry } from './registry.ts';
import { commitAll, createWorkspace, QUIET_ENV, SHOP, type TestWorkspace } from './workspace.ts';

let registry: TestRegistry;
let workspace: TestWorkspace;

const adopt = async () =>
  adoptReleases({ cwd: workspace.root, env: QUIET_ENV, names: [], reason: 'Starting' });
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

it('needs a ledger', async () => {
  await expect(adopt()).rejects.toMatchObject({ code: 'LEDGER_MISSING' });
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
