import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import {
  commitAll,
  createWorkspace,
  QUIET_ENV,
  SHOP,
  TOKEN,
  type TestWorkspace,
} from '@verstamp/testing/workspace';
import { git, makeBareRepository } from '@verstamp/testing/git';
import { runCli, type CliRun } from './cli.ts';

let registry: TestRegistry;
let workspace: TestWorkspace;

const adopt = async (...args: readonly string[]): Promise<CliRun> =>
  runCli(['guard', '--adopt', ...args], { cwd: workspace.root, env: QUIET_ENV });

beforeAll(async () => {
  registry = await startRegistry();
  workspace = await createWorkspace(registry.url, SHOP);
  await workspace.run('npm', 'publish', '--workspaces');
  await workspace.write({ 'verstamp.json': JSON.stringify({ ledger: 'file:.verstamp/ledger.jsonl' }) });
  await commitAll(workspace);
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
});

describe('verstamp guard --adopt', () => {
  it.each([
    ['without a reason', [], 'CLI_USAGE'],
    ['with an empty reason', ['--reason', ' '], 'CLI_USAGE'],
    ['with a misspelt name', ['shop-tll', '--reason', 'Starting'], 'PACKAGE_UNKNOWN'],
  ])('exits 2 %s', async (_, args, code) => {
    const { exit, stdout, stderr } = await adopt(...args);
    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toContain(code);
  });

  it('records what is named, then all the rest, then nothing', async () => {
    const named = await adopt('shop-till', '--reason', 'Starting');
    expect(named).toMatchObject({ exit: 0, stdout: 'shop-till@1.0.0 is on record.\n' });
    const rest = await adopt('--reason', 'Starting', '--json');
    expect(rest.exit).toBe(0);
    expect(JSON.parse(rest.stdout)).toMatchObject({
      adopted: [{ name: '@shop/cart', version: '1.0.0', adopted: true, reason: 'Starting' }],
    });
    expect(rest.stdout + rest.stderr).not.toContain(TOKEN);
    const none = await adopt('--reason', 'Starting');
    expect(none).toMatchObject({ exit: 0, stdout: 'There was nothing left to adopt.\n' });
  });

  it('goes without a configured ledger by the one of a release, as `ledger` does, and says who reads it', async () => {
    await workspace.run('rm', 'verstamp.json');
    const run = (...args: readonly string[]) => runCli(args, { cwd: workspace.root, env: QUIET_ENV });
    expect(await run('ledger', 'show')).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining('LEDGER_MISSING'),
    });
    makeBareRepository(join(workspace.root, 'remote.git'));
    git(workspace.root, 'remote', 'add', 'origin', './remote.git');
    const adopted = await adopt('shop-till', '--reason', 'Starting');
    expect([adopted.exit, adopted.stdout]).toEqual([
      0,
      expect.stringMatching(
        /^shop-till@1\.0\.0 is on record\.\nIt stands in refs .* "ledger": "git\+ref:origin"\.\n$/,
      ),
    ]);
    expect(await run('ledger', 'show')).toMatchObject({ exit: 0, stdout: '1 release\n' });
    expect((await run('guard')).stdout).toContain('did not read');
    await workspace.write({ 'verstamp.json': JSON.stringify({ ledger: 'git+ref:origin' }) });
    expect((await run('guard')).stdout).not.toContain('asked');
  });
});
