import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGitDaemon, type GitDaemon } from '@verstamp/testing/git-daemon';
import { startProxy, type Proxy } from '@verstamp/testing/proxy';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { git, makeRepository } from '@verstamp/testing/git';
import { isFull } from '@verstamp/testing/size';
import { runCli, type CliRun } from './cli.ts';

const { VERSTAMP_REVISION: _, VERSTAMP_LEDGER: __, ...QUIET } = process.env;

let folder: string;
let root: string;
let daemon: GitDaemon;
let proxy: Proxy;
const next = async (): Promise<CliRun> =>
  runCli(['next'], { cwd: root, env: { ...QUIET, VERSTAMP_LEDGER: 'git+ref:origin' } });

beforeAll(async () => {
  folder = makeFolder();
  root = join(folder, 'clone');
  daemon = await startGitDaemon(folder);
  proxy = await startProxy(daemon.port);
  makeRepository(root, `git://127.0.0.1:${proxy.port}/remote.git`);
  await writeFile(join(root, 'package.json'), '{ "name": "shop", "version": "1.4.3" }');
});
afterAll(async () => {
  await proxy.close();
  await daemon.close();
});

describe('a ledger on a git server, on the command line', () => {
  it('issues one number after the other', async () => {
    expect(await next()).toEqual({ exit: 0, stdout: '1\n', stderr: '' });
    expect(await next()).toEqual({ exit: 0, stdout: '2\n', stderr: '' });
  });

  it.runIf(isFull)(
    'exits 3 after 10 s without progress, names the ledger, and has issued nothing',
    async () => {
      proxy.freeze();
      const began = performance.now();
      const { exit, stdout, stderr } = await next();
      const took = performance.now() - began;
      proxy.thaw();
      expect([exit, stdout]).toEqual([3, '']);
      expect(stderr).toMatch(/LEDGER_UNREACHABLE.*"origin".*nothing came from it for 10 s/);
      expect(took).toBeGreaterThan(10_000);
      expect(took).toBeLessThan(20_000);
      expect((await next()).stdout).toBe('3\n');
    },
    30_000,
  );

  it('exits 3 where a newer verstamp keeps the ledger', async () => {
    const blob = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: root, input: '2\n' });
    // Not through the proxy: it lives in this process, which waits here.
    git(root, 'push', '-q', join(folder, 'remote.git'), `${blob.toString().trim()}:refs/verstamp/v2/format`);
    const { exit, stdout, stderr } = await next();
    expect([exit, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/LEDGER_NEWER.*format 2/);
  });
});
