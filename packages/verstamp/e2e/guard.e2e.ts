import { existsSync } from 'node:fs';
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
import { runCli, type CliRun } from './cli.ts';

let real: TestRegistry;
let registry: FaultyRegistry;
let workspace: TestWorkspace;

const guard = async (...args: readonly string[]): Promise<CliRun> =>
  runCli(['guard', ...args], { cwd: workspace.root, env: QUIET_ENV });

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
  workspace = await createWorkspace(registry.url, SHOP);
  await workspace.run('npm', 'publish', '--workspaces');
});

beforeEach(async () => {
  registry.fault = () => ({ kind: 'pass' });
  await workspace.write(SHOP);
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
  await real.close();
});

describe('verstamp guard', () => {
  it('exits 0 where nothing published would change, with progress on stderr', async () => {
    const { exit, stdout, stderr } = await guard();
    expect(exit).toBe(0);
    expect(stdout).toContain('identical  @shop/cart@1.0.0  same content as published');
    expect(stdout).toContain('Nothing published would change.');
    expect(stderr).toContain('Asking the registry about 2 packages.');
  });

  it('exits 1 where something would, and names file, digests and what to do', async () => {
    await workspace.write({ 'packages/cart/index.js': 'export const cart = 2;\n' });
    const { exit, stdout } = await guard();
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^unreleased {2}@shop\/cart@1\.0\.0/m);
    expect(stdout).toMatch(
      /^ {2}index\.js\n {4}published {2}sha256-[\da-f]{64}\n {4}here {7}sha256-[\da-f]{64}$/m,
    );
    expect(stdout).toContain('changeset add');
    expect(stdout).toContain('Refused: a released version never changes.');
  });

  it('says nothing of released versions where only a new one may not go out', async () => {
    const cart = JSON.parse(SHOP['packages/cart/package.json'] ?? '') as object;
    const broken = JSON.stringify({
      ...cart,
      version: '1.1.0',
      main: './nowhere.js',
      exports: './nowhere.js',
    });
    await workspace.write({ 'packages/cart/package.json': broken });
    const { exit, stdout } = await guard();
    expect(exit).toBe(1);
    expect(stdout).toMatch(/PACKAGE_BROKEN .*\n {2}https:\/\/\S+\/PACKAGE_BROKEN\.md\n/);
    expect(stdout).toContain('Refused, for the reasons above: nothing may go out.');
    expect(stdout).not.toContain('never changes');
  });

  it('exits 3 where the registry is sick, and names its address and status', async () => {
    registry.fault = () => ({ kind: 'answer', status: 401, body: `{"error":"${TOKEN}"}` });
    const { exit, stdout, stderr } = await guard('--json');
    expect(exit).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      conclusion: 'unknown',
      packages: [
        { name: '@shop/cart', verdict: 'unreachable', problem: { code: 'REGISTRY_UNREACHABLE' } },
        { name: 'shop-till', verdict: 'unreachable' },
      ],
    });
    expect(stdout).toContain(`${registry.url}@shop%2fcart (status 401)`);
    expect(stdout + stderr).not.toContain(TOKEN);
  });

  it('says in a pull request which released package has no changeset, and where', async () => {
    await commitAll(workspace);
    await workspace.run('git', 'tag', '@shop/cart@1.0.0');
    expect(await guard('--since', 'main')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('No rel'),
    });
    await workspace.write({ 'packages/cart/index.js': 'export const cart = 2;\n' });
    registry.fault = () => ({ kind: 'hang' });
    const args = ['guard', '--since', 'main', '--json'];
    const env = { ...QUIET_ENV, GITHUB_ACTIONS: 'true' };
    const { exit, stdout, stderr } = await runCli(args, { cwd: workspace.root, env });
    expect(exit).toBe(1);
    const { packages } = JSON.parse(stdout) as { packages: readonly unknown[] };
    expect(packages).toMatchObject([
      { name: '@shop/cart', problem: { code: 'CHANGESET_MISSING', changed: ['packages/cart/index.js'] } },
    ]);
    expect(stderr).toContain(
      '::error file=packages/cart/package.json,title=unreleased%3A @shop/cart@1.0.0::',
    );
    const { stdout: text } = await guard('--since', 'main');
    expect(text).toMatch(/^unreleased {2}@shop\/cart@1\.0\.0 {2}changed, and no changeset covers it$/m);
    expect(text).toContain('changeset add');
  });

  it('exits 3 where nobody knows what the branch left from', async () => {
    const { exit, stderr } = await guard('--since', 'nowhere');
    expect(exit).toBe(3);
    expect(stderr).toMatch(
      /GIT_UNUSABLE: There is no commit "nowhere" here, nor "origin\/nowhere"\..*Fetch it/,
    );
  });

  it.each([
    ['--since', 'main'],
    ['--adopt', '--reason', 'Starting'],
  ])(
    'says outside git that it needs a checkout, and nothing of options that it lacks: %s',
    async (...args) => {
      await workspace.run('rm', '-rf', '.git');
      const env = { ...QUIET_ENV, VERSTAMP_LEDGER: 'file:.verstamp/ledger.jsonl' };
      const { exit, stderr } = await runCli(['guard', ...args], { cwd: workspace.root, env });
      expect([exit, stderr]).toEqual([
        3,
        expect.stringMatching(/GIT_UNUSABLE: "git rev-parse .*Run it in a checkout/),
      ]);
      expect(stderr).not.toContain('--no-git-tag');
    },
  );

  it('is told the dist-tag, which a branch has none of', async () => {
    const cart = JSON.parse(SHOP['packages/cart/package.json'] ?? '') as object;
    const snapshot = JSON.stringify({ ...cart, version: '0.0.0-pr7-1' });
    await workspace.write({ 'packages/cart/package.json': snapshot });
    await commitAll(workspace);
    const { exit, stdout } = await guard();
    expect([exit, stdout]).toEqual([1, expect.stringContaining('PRERELEASE_UNTAGGED')]);
    expect(await guard('--tag', 'pr7')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('new        @shop/cart@0.0.0-pr7-1'),
    });
    expect(await guard('--tag', '1.x')).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('CLI_USAGE'),
    });
  });

  it('keeps what it fetched where it is told, and nothing with --no-cache', async () => {
    const cart = JSON.parse(SHOP['packages/cart/package.json'] ?? '') as object;
    // Packed to other bytes than those that are published.
    const repacked = JSON.stringify({ ...cart, devDependencies: { typescript: '7.0.2' } });
    await workspace.write({ 'packages/cart/package.json': repacked });
    const kept = join(workspace.root, 'kept');
    const options = { cwd: workspace.root, env: { ...QUIET_ENV, VERSTAMP_CACHE: kept } };
    expect((await runCli(['guard', '--no-cache'], options)).exit).toBe(0);
    expect(existsSync(kept)).toBe(false);
    expect((await runCli(['guard'], options)).exit).toBe(0);
    registry.fault = (_, path) => ({ kind: path.endsWith('.tgz') ? 'reset' : 'pass' });
    expect((await runCli(['guard'], options)).exit).toBe(0);
    expect((await runCli(['guard', '--no-cache'], options)).exit).toBe(3);
  });

  it('exits 2 outside any workspace', async () => {
    const { exit, stderr } = await runCli(['guard'], { cwd: '/', env: QUIET_ENV });
    expect(exit).toBe(2);
    expect(stderr).toContain('WORKSPACE_INVALID');
  });
});
