import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { guardRelease, releaseWorkspace } from '../src/index.ts';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { commitAll, createWorkspace, QUIET_ENV, SHOP, type TestWorkspace } from '@verstamp/testing/workspace';
import { STOPPED } from './shop.ts';

let registry: TestRegistry;
let workspace: TestWorkspace;

const verdicts = async (): Promise<string> => {
  const { packages } = await guardRelease({ cwd: workspace.root, env: QUIET_ENV, distTag: 'pr7' });
  return packages.map(({ verdict }) => verdict).join(' ');
};

beforeAll(async () => {
  registry = await startRegistry();
  workspace = await createWorkspace(registry.url, {
    ...SHOP,
    '.changeset/config.json': (SHOP['.changeset/config.json'] ?? '').replace('"changelog":false,', ''),
    '.changeset/a.md': '---\n"@shop/cart": minor\nshop-till: patch\n---\n\nMore\n',
    'packages/cart/CHANGELOG.md': '# @shop/cart\n',
    'packages/till/CHANGELOG.md': '# shop-till\n',
    'verstamp.json': JSON.stringify({ ledger: 'file:.verstamp/ledger.jsonl' }),
    '.gitignore': '.verstamp/\n',
  });
  await commitAll(workspace);
});

beforeEach(async () => {
  await workspace.run('git', 'checkout', '-q', '-f', '.');
  await workspace.changeset('version', '--snapshot', 'pr7');
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
});

it.each<[string, Readonly<Record<string, string>>, string]>([
  ['lets a snapshot out, which is never committed', {}, 'new new'],
  ['refuses what else is not committed', { 'packages/cart/index.js': 'edited' }, 'dirty-tree new'],
  [
    'refuses another edit of a package.json',
    { 'packages/till/package.json': JSON.stringify({ name: 'shop-till', version: '0.0.0-pr7-1' }) },
    'new dirty-tree',
  ],
  [
    'refuses a version that is not a snapshot',
    { 'packages/till/package.json': (SHOP['packages/till/package.json'] ?? '').replace('1.0.0', '1.0.1') },
    'new dirty-tree',
  ],
])('%s', async (_, files, expected) => {
  await workspace.write(files);
  expect(await verdicts()).toBe(expected);
});

it('releases a snapshot under its tag', async () => {
  const released = await releaseWorkspace({
    ...STOPPED,
    cwd: workspace.root,
    env: QUIET_ENV,
    distTag: 'pr7',
  });
  expect(released).toMatchObject({ conclusion: 'allow', problems: [] });
  const { 'dist-tags': tags } = (await (await fetch(`${registry.url}shop-till`)).json()) as {
    readonly 'dist-tags': Readonly<Record<string, string>>;
  };
  expect(tags['pr7']).toMatch(/^0\.0\.0-pr7-/);
  expect(await verdicts()).toBe('identical identical');
});

it('tags no snapshot of another run', async () => {
  const options = { ...STOPPED, cwd: workspace.root, env: QUIET_ENV };
  const made = await releaseWorkspace({ ...options, distTag: 'pr7', gitTag: false });
  expect(made).toMatchObject({ conclusion: 'allow', tags: [] });
  await workspace.run('git', 'checkout', '-q', '-f', '.');
  const report = await releaseWorkspace(options);
  expect(report).toMatchObject({ conclusion: 'allow', problems: [] });
  expect(report.tags.map(({ tag }) => tag)).toEqual(['@shop/cart@1.0.0', 'shop-till@1.0.0']);
});
