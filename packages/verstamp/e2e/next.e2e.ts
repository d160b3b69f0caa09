import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { CLI, runCli, type CliRun } from './cli.ts';

const { VERSTAMP_REVISION: _, VERSTAMP_LEDGER: __, ...QUIET } = process.env;

let root: string;

const next = async (args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<CliRun> =>
  runCli(['next', ...args], { cwd: join(root, 'src'), env: { ...QUIET, ...env } });

beforeAll(async () => {
  root = makeFolder();
  await mkdir(join(root, 'src'));
  await writeFile(join(root, 'package.json'), '{"name":"shop","version":"1.4.3"}');
});

describe('verstamp next', () => {
  it('prints a revision from the clock, each greater than the one before', async () => {
    const [first, second] = [await next(), await next()];
    expect([first.exit, second.exit]).toEqual([0, 0]);
    expect(first.stdout).toMatch(/^\d+\n$/);
    expect(Number(second.stdout)).toBeGreaterThan(Number(first.stdout));
  });

  it('prints what it issued as one JSON document', async () => {
    const { stdout } = await next(['--json'], { VERSTAMP_REVISION: '417' });
    expect(JSON.parse(stdout)).toEqual({ name: 'shop', version: '1.4.3.417', revision: 417, source: 'env' });
  });

  it('takes a configured ledger, the one that is shown in the same folder', async () => {
    const env = { VERSTAMP_LEDGER: 'file:ledger.jsonl' };
    const script = 'console.log(process.env.VERSTAMP_REVISION)';
    const runs = [await next([], env), await next(['--', process.execPath, '-e', script], env)];
    expect(runs.map(({ stdout }) => stdout)).toEqual(['1\n', '2\n']);
    const shown = await runCli(['ledger', 'show'], { cwd: join(root, 'src'), env: { ...QUIET, ...env } });
    expect(shown.stdout).toContain('shop  2\n');
  });

  it('gives several builds one time, and keeps one that is set', async () => {
    const args = ['--', process.execPath, '-p', 'process.env.SOURCE_DATE_EPOCH'];
    expect((await next(args)).stdout).toMatch(/^\d{10}\n$/);
    expect((await next(args, { SOURCE_DATE_EPOCH: '1790000000' })).stdout).toBe('1790000000\n');
  });

  it('passes the exit code of its command through', async () => {
    expect((await next(['--', process.execPath, '-e', 'process.exit(42)'])).exit).toBe(42);
  });

  it('passes what stands behind "--" on untouched', async () => {
    const args = ['-p', 'process.argv.slice(1).join()', '--', '--json', '--help'];
    expect((await next(['--', process.execPath, ...args])).stdout).toBe('--json,--help\n');
  });

  it.each([[['--']], [['extra']], [['--', 'no-such-program-here']]])('exits 2 on %j', async (args) => {
    const { exit, stderr } = await next(args);
    expect([exit, stderr]).toEqual([2, expect.stringContaining('CLI_USAGE')]);
  });

  it.each([
    ['version', '{"name":"shop","private":true}'],
    ['name', '{"version":"1.4.3","private":true}'],
  ])('says what to do at a root without a %s, and issues nothing', async (missing, manifest) => {
    const folder = await mkdtemp(join(root, 'workspace-'));
    await writeFile(join(folder, 'package.json'), manifest);
    const run = await runCli(['next'], { cwd: folder, env: QUIET });
    const stderr: unknown = expect.stringMatching(`no ${missing}. Run this in the folder of a package; or`);
    expect(run).toEqual({ exit: 2, stdout: '', stderr });
    expect(await readdir(folder)).toEqual(['package.json']);
  });

  it('forwards signals to its command', async () => {
    const script =
      'process.on("SIGTERM", () => process.exit(9)); console.log("ready"); setInterval(() => {}, 1e6)';
    const args = [...CLI, 'next', '--', process.execPath, '-e', script];
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: QUIET,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([9, null]);
  });
});
