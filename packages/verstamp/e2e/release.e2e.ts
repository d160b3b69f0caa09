import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import {
  commitAll,
  createWorkspace,
  QUIET_ENV,
  SHOP,
  TOKEN,
  type TestWorkspace,
} from '@verstamp/testing/workspace';
import { gitLedger } from '@verstamp/build/revision';
import { CLI, runCli, type CliRun } from './cli.ts';

const FILES = {
  ...SHOP,
  '.changeset/config.json': JSON.stringify({
    access: 'public',
    baseBranch: 'main',
    changelog: false,
    commit: false,
    privatePackages: { version: true, tag: true },
  }),
  '.gitignore': 'output.ndjson\nnode_modules/\nremote.git/\n.npmrc\n',
  'packages/site/package.json': JSON.stringify({
    name: 'shop-site',
    version: '3.0.0',
    private: true,
    dependencies: { 'shop-till': '^1.0.0' },
  }),
};

let real: TestRegistry;
let registry: FaultyRegistry;
let workspace: TestWorkspace;

const release = async (...args: readonly string[]): Promise<CliRun> =>
  runCli(['release', ...args], {
    cwd: workspace.root,
    env: { ...QUIET_ENV, CHANGESETS_OUTPUT: 'output.ndjson' },
  });
const git = async (...args: readonly string[]) => (await workspace.run('git', ...args)).trim();
const uploads = () => registry.seen.filter(([method]) => method === 'PUT').length;
const events = async () => readFile(join(workspace.root, 'output.ndjson'), 'utf8');
const TAGS = ['@shop/cart@1.0.0', 'shop-site@3.0.0', 'shop-till@1.0.0'];
const tell = (tags: readonly string[]) => tags.map((tag) => `New tag: ${tag}`);
const told = ({ stdout }: CliRun) => stdout.split('\n').filter((line) => line.startsWith('New tag: '));

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
  workspace = await createWorkspace(registry.url, FILES);
  await commitAll(workspace);
});

beforeEach(async () => {
  registry.fault = () => ({ kind: 'pass' });
  registry.seen.length = 0;
  await workspace.run('rm', '-f', 'output.ndjson');
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
  await real.close();
});

describe('verstamp release', () => {
  it.each(['1.0.0', '1.x', 'v2', '*', ''])('exits 2 for --tag %j, which npm refuses too', async (tag) => {
    const { exit, stderr } = await release('--tag', tag);
    expect([exit, stderr]).toEqual([
      2,
      expect.stringContaining(`CLI_USAGE: ${JSON.stringify(tag)} is no dist-tag`),
    ]);
  });

  it('exits 3 where it has no memory, and says which line to add', async () => {
    const { exit, stderr } = await release();
    expect(exit).toBe(3);
    expect(stderr).toMatch(/LEDGER_MISSING.*Add "ledger" to verstamp\.json, as in \{ "ledger": "git\+ref:/);
    expect(uploads()).toBe(0);
  });

  it('releases a Changesets workspace with its ledger on the git remote, and tells the tags in both ways', async () => {
    await git('init', '-q', '--bare', 'remote.git');
    await git('remote', 'add', 'origin', join(workspace.root, 'remote.git'));
    await git('push', '-q', 'origin', 'main');
    const run = await release();
    expect(run.stderr).toContain('Publishing @shop/cart@1.0.0.');
    expect([run.exit, told(run).toSorted()]).toEqual([0, tell(TAGS)]);
    const lines = (await events())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toHaveLength(3);
    expect(lines).toContainEqual({ type: 'git-tag', tag: 'shop-till@1.0.0', packageName: 'shop-till' });
    expect(await git('tag', '--points-at', 'HEAD')).toBe(TAGS.join('\n'));
    expect(uploads()).toBe(2);
    expect(run.stdout + run.stderr).not.toContain(TOKEN);
  });

  it('sends nothing on a re-run, and tells the tags again until they are pushed', async () => {
    const again = await release('--json');
    expect(again.exit).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({
      conclusion: 'allow',
      released: [],
      tags: expect.arrayContaining([
        expect.objectContaining({ tag: 'shop-site@3.0.0', name: 'shop-site' }),
      ]) as unknown,
    });
    expect((await events()).trim().split('\n')).toHaveLength(3);
    await git('push', '-q', '--follow-tags', 'origin', 'main');
    expect(await git('ls-remote', '--tags', '--refs', 'origin')).toContain('refs/tags/shop-till@1.0.0');
    const pushed = await release();
    expect([pushed.exit, told(pushed)]).toEqual([0, []]);
    expect(uploads()).toBe(0);
  });

  it('exits 1 and sends nothing where a released version would change', async () => {
    await workspace.write({ 'packages/cart/index.js': 'export const cart = 2;\n' });
    await git('commit', '-qam', 'Change without a changeset');
    const { exit, stdout } = await release();
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^unreleased {2}@shop\/cart@1\.0\.0/m);
    expect(uploads()).toBe(0);
  });

  it("publishes under the tag of Changesets' prerelease mode", async () => {
    const pre = { mode: 'pre', tag: 'next', initialVersions: {}, changesets: [] };
    await workspace.write({
      '.changeset/pre.json': JSON.stringify(pre),
      'packages/cart/package.json': (SHOP['packages/cart/package.json'] ?? '').replace(
        '1.0.0',
        '2.0.0-next.0',
      ),
    });
    await git('add', '-A');
    await git('commit', '-qm', 'Release 2.0.0-next.0');
    const run = await release();
    expect([run.exit, told(run)]).toEqual([0, tell(['@shop/cart@2.0.0-next.0'])]);
    const tags = await workspace.run('npm', 'view', '@shop/cart', 'dist-tags', '--json');
    expect(JSON.parse(tags)).toEqual({ latest: '1.0.0', next: '2.0.0-next.0' });
    await workspace.run('rm', '.changeset/pre.json');
    await git('push', '-q', '--tags', 'origin');
  });

  it('exits 3 where the registry refuses, names it, and shows no token; then finishes', async () => {
    await workspace.write({
      'packages/cart/package.json': (SHOP['packages/cart/package.json'] ?? '').replace('1.0.0', '1.1.0'),
    });
    await git('commit', '-qam', 'Release 1.1.0');
    registry.seen.length = 0;
    registry.fault = (method) =>
      method === 'PUT' ? { kind: 'answer', status: 401, body: `{"error":"bad ${TOKEN}"}` } : { kind: 'pass' };
    const refused = await release();
    expect(refused.exit).toBe(3);
    expect(refused.stdout).toContain(
      `PUBLISH_FAILED @shop/cart@1.1.0 was not published: ${registry.url} (status 401)`,
    );
    expect(refused.stdout + refused.stderr).not.toContain(TOKEN);
    registry.fault = () => ({ kind: 'pass' });
    const run = await release();
    expect([run.exit, told(run)]).toEqual([0, tell(['@shop/cart@1.1.0'])]);
  });
});

const publish = async () => {
  const folder = join(workspace.root, 'packages/cart');
  return new Promise<{ readonly exit: number | null; readonly said: string }>((resolve) => {
    const child = execFile('npm', ['publish'], { cwd: folder, env: QUIET_ENV }, (_, stdout, stderr) => {
      resolve({ exit: child.exitCode, said: stdout + stderr });
    });
  });
};

describe('verstamp guard --receipt in prepublishOnly', () => {
  it('stops npm publish, lets it pass while a release is under way, and is not in the way of ours', async () => {
    const manifest = JSON.parse(SHOP['packages/cart/package.json'] ?? '') as object;
    const prepublishOnly = [process.execPath, ...CLI, 'guard', '--receipt'].join(' ');
    await workspace.write({
      'packages/cart/package.json': JSON.stringify({
        ...manifest,
        version: '1.2.0',
        scripts: { prepublishOnly },
      }),
    });
    await git('commit', '-qam', 'Release 1.2.0');
    const stopped = await publish();
    expect(stopped.exit).not.toBe(0);
    expect(stopped.said).toContain('NO_RELEASE No release of @shop/cart@1.2.0 is under way');
    expect(uploads()).toBe(0);
    expect((await release()).exit).toBe(0);
    expect(uploads()).toBe(1);
    const ledger = gitLedger('origin', { root: workspace.root });
    const releases = [{ name: '@shop/cart', version: '1.2.0' }];
    const outcome = await ledger.claim({ releases, owner: 'a release', durationMs: 60_000 });
    if (outcome.kind !== 'claimed') expect.unreachable();
    const ask = async () =>
      runCli(['guard', '--receipt'], { cwd: join(workspace.root, 'packages/cart'), env: QUIET_ENV });
    const receipt = await ask();
    expect([receipt.exit, receipt.stdout]).toEqual([
      0,
      '@shop/cart@1.2.0 is being released by "a release".\n',
    ]);
    const other = JSON.stringify({ ...manifest, version: '1.3.0' });
    await workspace.write({ 'packages/cart/package.json': other });
    expect((await ask()).exit).toBe(1);
  });
});
