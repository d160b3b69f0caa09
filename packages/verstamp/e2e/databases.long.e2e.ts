import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres } from '@verstamp/testing/postgres';
import { startProxy } from '@verstamp/testing/proxy';
import { startRedis } from '@verstamp/testing/redis';
import type { DatabaseServer } from '@verstamp/testing/database-server';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { runCli } from './cli.ts';

const { VERSTAMP_REVISION: _, VERSTAMP_LEDGER: __, ...QUIET } = process.env;

describe.each([
  ['PostgreSQL', async () => startPostgres()],
  ['Redis', async () => startRedis()],
] as const)('a ledger in %s on the command line', (_title, start) => {
  let server: DatabaseServer;
  let root: string;
  const run = async (args: readonly string[], url = server.url) =>
    runCli(args, { cwd: root, env: { ...QUIET, VERSTAMP_LEDGER: url } });
  beforeAll(async () => {
    server = await start();
    root = makeFolder();
    await writeFile(join(root, 'package.json'), '{ "name": "shop", "version": "1.4.3" }');
  });
  afterAll(async () => {
    await server.remove();
  });

  it('issues, shows, verifies and exports, and ends at once', async () => {
    const began = performance.now();
    expect(await run(['next'])).toEqual({ exit: 0, stdout: '1\n', stderr: '' });
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(JSON.parse((await run(['next', '--json'])).stdout)).toMatchObject({ version: '1.4.3.2' });
    expect(await run(['ledger', 'show'])).toMatchObject({ exit: 0, stdout: 'shop  2\n0 releases\n' });
    expect(await run(['ledger', 'verify'])).toMatchObject({
      exit: 0,
      stdout: 'holds: 1 name, 0 releases\n',
    });
    expect(JSON.parse((await run(['ledger', 'export'])).stdout)).toMatchObject({ revisions: { shop: 2 } });
  });

  it('exits 3 with a wrong password, which is not shown', async () => {
    const { exit, stdout, stderr } = await run(['next', '--json'], server.url.replace('hunter2', 'hunter3'));
    expect(exit).toBe(3);
    expect(stderr).toMatch(/LEDGER_UNREACHABLE.*127\.0\.0\.1/);
    expect(stdout + stderr).not.toMatch(/hunter/);
  });

  it('exits 3 after 10 s without progress', async () => {
    const proxy = await startProxy(server.port);
    proxy.freeze();
    const began = performance.now();
    const { exit, stderr } = await run(['next'], server.url.replace(`:${server.port}`, `:${proxy.port}`));
    const took = performance.now() - began;
    expect(exit).toBe(3);
    expect(stderr).toMatch(new RegExp(`127\\.0\\.0\\.1:${proxy.port}.*nothing came from it for 10 s`));
    expect(took).toBeGreaterThan(10_000);
    expect(took).toBeLessThan(20_000);
    await proxy.close();
  });
});

describe('verstamp doctor', () => {
  it.each([
    ['finds a Redis without its append-only file', ['--appendonly', 'no'], 1, ['LEDGER_UNSAFE']],
    ['finds nothing wrong with one that keeps everything', [], 0, []],
  ])('%s, and shows no password', async (...row) => {
    const [, settings, exit, codes] = row;
    const server = await startRedis(settings);
    const root = makeFolder();
    try {
      await writeFile(join(root, 'package.json'), '{ "name": "shop", "version": "1.4.3", "private": true }');
      const run = await runCli(['doctor', '--json'], {
        cwd: root,
        env: { ...QUIET, VERSTAMP_LEDGER: server.url },
      });
      const { findings } = JSON.parse(run.stdout) as {
        readonly findings: ReadonlyArray<{ readonly code: string }>;
      };
      expect([run.exit, findings.map(({ code }) => code)]).toEqual([exit, codes]);
      expect(run.stdout + run.stderr).not.toMatch(/hunter/);
    } finally {
      await server.remove();
    }
  });
});
