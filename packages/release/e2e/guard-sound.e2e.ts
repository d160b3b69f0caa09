import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { guardRelease, type GuardReport } from '../src/index.ts';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { createWorkspace, QUIET_ENV, SHOP, type TestWorkspace } from '@verstamp/testing/workspace';

let real: TestRegistry;
let registry: FaultyRegistry;
let workspace: TestWorkspace;

const guard = async (): Promise<GuardReport> => guardRelease({ cwd: workspace.root, env: QUIET_ENV });
const cart = (fields: object) => ({
  'packages/cart/package.json': JSON.stringify({
    ...(JSON.parse(SHOP['packages/cart/package.json'] ?? '') as object),
    ...fields,
  }),
});

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
  workspace = await createWorkspace(registry.url, SHOP);
});

beforeEach(async () => workspace.write(SHOP));

afterAll(async () => {
  expect(registry.bodies).toEqual([]);
  await workspace.remove();
  await registry.close();
  await real.close();
});

it('lets sound new packages go out', async () => {
  expect(await guard()).toMatchObject({
    conclusion: 'allow',
    packages: [{ verdict: 'new' }, { verdict: 'new' }],
  });
});

it('refuses a package that the wrong tool packed, and holds back what needs it', async () => {
  await workspace.write(cart({ dependencies: { 'left-pad': 'workspace:*' } }));
  expect(await guard()).toMatchObject({
    conclusion: 'refuse',
    packages: [
      { verdict: 'broken-package', problem: { code: 'PACKAGE_BROKEN' } },
      { verdict: 'new', effect: 'refuse', heldBy: ['@shop/cart'] },
    ],
  });
});

it('refuses a package that was not built, until it is', async () => {
  await workspace.write(cart({ exports: './dist/index.js' }));
  expect(await guard()).toMatchObject({
    packages: [{ verdict: 'stale-build', problem: { code: 'BUILD_STALE' } }, {}],
  });
  await workspace.write({ 'packages/cart/dist/index.js': 'export {};' });
  expect(await guard()).toMatchObject({ conclusion: 'allow' });
  await rm(join(workspace.root, 'packages/cart/dist'), { recursive: true });
});
