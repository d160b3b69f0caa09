import { execFile, execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLI, type CliRun } from './cli.ts';

const { VERSTAMP_REVISION: _, VERSTAMP_LEDGER: __, ...QUIET } = process.env;

/** Nobody may write against a file's mode, root neither. */
const BOUND =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', '--'] : [];

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'verstamp-read-only-'));
  await writeFile(join(root, 'package.json'), '{ "name": "shop", "version": "1.4.3" }');
});
afterEach(async () => {
  await chmod(root, 0o755);
  await rm(root, { recursive: true });
});

async function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliRun> {
  const [program = '', ...rest] = [...BOUND, process.execPath, ...CLI, ...args];
  return new Promise((resolve) => {
    const child = execFile(
      program,
      rest,
      { cwd: root, env: { ...QUIET, ...env } },
      (_error, stdout, stderr) => {
        resolve({ exit: child.exitCode, stdout, stderr });
      },
    );
  });
}

describe('verstamp next in a work tree that cannot be written to', () => {
  it('takes the time alone, and says so once', async () => {
    await chmod(root, 0o555);
    const { exit, stdout, stderr } = await run(['next']);
    expect(exit).toBe(0);
    expect(Number(stdout)).toBeGreaterThan(2e8);
    expect(stderr.match(/revisions are the time alone/g)).toHaveLength(1);
  });

  it.each(['file:ledger.jsonl', 'file:.verstamp/ledger.jsonl'])(
    'exits 3 and names the ledger %s',
    async (address) => {
      await chmod(root, 0o555);
      const { exit, stdout, stderr } = await run(['next'], { VERSTAMP_LEDGER: address });
      expect([exit, stdout]).toEqual([3, '']);
      expect(stderr).toContain(`LEDGER_UNREACHABLE`);
      expect(stderr).toContain(join(root, address.slice(5)));
    },
  );

  it('issues nothing from a ledger that may only be read, and shows it', async () => {
    const env = { VERSTAMP_LEDGER: 'file:ledger.jsonl' };
    expect((await run(['next'], env)).stdout).toBe('1\n');
    const before = await readFile(join(root, 'ledger.jsonl'));
    await chmod(join(root, 'ledger.jsonl'), 0o444);
    expect(await run(['next'], env)).toMatchObject({ exit: 3, stdout: '' });
    expect(await run(['ledger', 'show'], env)).toMatchObject({ exit: 0, stdout: 'shop  1\n0 releases\n' });
    expect(await readFile(join(root, 'ledger.jsonl'))).toEqual(before);
  });

  it('writes to a ledger of a folder in which it may make no other file', async () => {
    const env = { VERSTAMP_LEDGER: 'file:state/ledger.jsonl' };
    await mkdir(join(root, 'state'));
    expect((await run(['next'], env)).stdout).toBe('1\n');
    await chmod(join(root, 'state'), 0o555);
    expect(await run(['next'], env)).toMatchObject({ exit: 0, stdout: '2\n' });
    await chmod(join(root, 'state'), 0o755);
  });
});

it('a ledger in a folder that nobody may enter is none that holds nothing', async () => {
  const env = { VERSTAMP_LEDGER: 'file:state/ledger.jsonl' };
  await mkdir(join(root, 'state'));
  expect((await run(['next'], env)).stdout).toBe('1\n');
  await chmod(join(root, 'state'), 0o000);
  const { exit, stdout, stderr } = await run(['ledger', 'verify'], env);
  await chmod(join(root, 'state'), 0o755);
  expect([exit, stdout]).toEqual([3, '']);
  expect(stderr).toContain('LEDGER_UNREACHABLE');
});

it('a git remote gives numbers where no temporary file can be made', async () => {
  const temporary = join(root, 'temporary');
  await mkdir(temporary);
  for (const args of [
    ['init', '-q'],
    ['init', '-q', '--bare', 'it.git'],
    ['remote', 'add', 'origin', 'it.git'],
  ]) {
    execFileSync('git', args, { cwd: root });
  }
  const env = { VERSTAMP_LEDGER: 'git+ref:origin', TMPDIR: temporary };
  await chmod(temporary, 0o500);
  expect(await run(['next'], env)).toEqual({ exit: 0, stdout: '1\n', stderr: '' });
  await chmod(temporary, 0o700);
  expect((await run(['next'], env)).stdout).toBe('2\n');
  // Where the processes of this machine meet, once there was room.
  const folders = (await readdir(temporary, { recursive: true })).map((name) => join(temporary, name));
  for (const folder of folders) await chmod(folder, 0o500);
  const again = await run(['next'], env);
  for (const folder of folders) await chmod(folder, 0o700);
  expect(folders.length).toBe(2);
  expect(again).toEqual({ exit: 0, stdout: '3\n', stderr: '' });
});
