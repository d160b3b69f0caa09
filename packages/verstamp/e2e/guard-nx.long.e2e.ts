import { execFile } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { commitAll, createWorkspace, QUIET_ENV, SHOP, type TestWorkspace } from '@verstamp/testing/workspace';
import { CLI, type CliRun } from './cli.ts';

const nx = dirname(createRequire(import.meta.url).resolve('nx/package.json'));
const publish = { scripts: { 'nx-release-publish': 'npm publish' } };
const add = (path: string, fields: object): Readonly<Record<string, string>> => ({
  [path]: JSON.stringify({ ...(JSON.parse(SHOP[path] ?? '') as object), ...fields }),
});

/** A workspace of Nx, whose root has the guard as a target. */
const FILES: Readonly<Record<string, string>> = {
  ...SHOP,
  ...add('package.json', { scripts: { guard: [process.execPath, ...CLI, 'guard'].join(' ') }, nx: {} }),
  ...add('packages/cart/package.json', publish),
  ...add('packages/till/package.json', publish),
  '.gitignore': 'node_modules/\n.nx/\n',
  'nx.json': JSON.stringify({
    analytics: false,
    neverConnectToCloud: true,
    useDaemonProcess: false,
    tui: { enabled: false },
    targetDefaults: {
      guard: { cache: false },
      'nx-release-publish': { dependsOn: [{ projects: ['shop'], target: 'guard' }] },
    },
  }),
};

let registry: TestRegistry;
let workspace: TestWorkspace;

const run = async (): Promise<CliRun> =>
  new Promise((resolve) => {
    const args = [join(nx, 'dist/bin/nx.js'), 'run-many', '--target=nx-release-publish'];
    const options = { cwd: workspace.root, env: { ...QUIET_ENV, NX_DAEMON: 'false', FORCE_COLOR: '0' } };
    const child = execFile(process.execPath, args, options, (_, stdout, stderr) => {
      resolve({ exit: child.exitCode, stdout, stderr });
    });
  });

const statusOf = async (version: string): Promise<number> =>
  (await fetch(`${registry.url}shop-till/${version}`)).status;

beforeAll(async () => {
  registry = await startRegistry();
  workspace = await createWorkspace(registry.url, FILES);
  await mkdir(join(workspace.root, 'node_modules'));
  await symlink(nx, join(workspace.root, 'node_modules/nx'));
  await commitAll(workspace);
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
});

it('publishes through Nx what the guard allows, and nothing once it refuses', async () => {
  const first = await run();
  expect([first.exit, first.stdout]).toEqual([0, expect.stringContaining('nx run shop:guard')]);
  expect(await statusOf('1.0.0')).toBe(200);
  await workspace.write({
    ...add('packages/till/package.json', { ...publish, version: '1.0.1' }),
    'packages/cart/index.js': 'export const cart = 2;\n',
  });
  await workspace.run('git', 'commit', '-q', '-a', '-m', 'Change one, raise the other');
  const second = await run();
  expect([second.exit, second.stdout]).toEqual([1, expect.stringContaining('VERSION_UNRELEASED')]);
  expect(await statusOf('1.0.1')).toBe(404);
}, 120_000);
