import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { guardRelease, guardSince } from '../src/index.ts';
import { bringPnpm } from '@verstamp/testing/pnpm';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { CHANGESETS, commitAll, createWorkspace, type TestWorkspace } from '@verstamp/testing/workspace';

const run = promisify(execFile);

let registry: TestRegistry;
let workspace: TestWorkspace;
let env: NodeJS.ProcessEnv;

const catalog = (ms: string, vite = '^8.0.0') => ({
  'pnpm-workspace.yaml': `packages: [packages/*]\npmOnFail: ignore\ncatalog: { ms: ${ms}, vite: ${vite} }\n`,
});
const cart = (ms: string) => ({
  'packages/cart/package.json': JSON.stringify({
    name: 'cart',
    version: '1.0.0',
    exports: './index.js',
    dependencies: { ms },
    devDependencies: { vite: 'catalog:' },
  }),
});

beforeAll(async () => {
  registry = await startRegistry();
  workspace = await createWorkspace(registry.url, {
    'package.json': JSON.stringify({ name: 'shop', private: true, packageManager: 'pnpm@12.21.0' }),
    '.changeset/config.json': CHANGESETS,
    'packages/cart/index.js': 'export const cart = 1;\n',
    ...catalog('^2.0.0'),
    ...cart('catalog:'),
  });
  env = await bringPnpm();
  await run('pnpm', ['--filter=cart', 'publish', '--no-git-checks'], { cwd: workspace.root, env });
  await commitAll(workspace);
  await workspace.run('git', 'tag', 'cart@1.0.0');
});

beforeEach(async () => workspace.run('git', 'checkout', '-q', '-f', 'main'));

afterAll(async () => {
  await workspace.remove();
  await registry.close();
});

it.each<[string, Readonly<Record<string, string>>, string, string]>([
  ['nothing', {}, 'identical', ''],
  ['a range that users get', catalog('^2.1.0'), 'unreleased', 'unreleased pnpm-workspace.yaml'],
  ['a range of a tool', catalog('^2.0.0', '^9.0.0'), 'identical', ''],
  ['where a range stands', cart('^2.0.0'), 'identical', ''],
  ['where a range stands, and both files', { ...cart('^2.0.0'), ...catalog('^2.1.0') }, 'identical', ''],
])('judges a workspace that changes %s', async (_, files, whole, since) => {
  await workspace.write(files);
  const options = { cwd: workspace.root, env };
  expect((await guardRelease(options)).packages.map(({ verdict }) => verdict).join()).toBe(whole);
  const { packages } = await guardSince({ ...options, since: 'main' });
  const found = packages.map(({ verdict, problem }) =>
    problem?.code === 'CHANGESET_MISSING' ? [verdict, ...problem.details.changed].join(' ') : verdict,
  );
  expect(found.join()).toBe(since);
});
