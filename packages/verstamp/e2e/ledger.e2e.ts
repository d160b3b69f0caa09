import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileLedger } from '@verstamp/build/revision';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { runCli, type CliRun } from './cli.ts';

const { VERSTAMP_REVISION: _, VERSTAMP_LEDGER: __, ...QUIET } = process.env;

let root: string;
const ledger = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliRun> =>
  runCli(['ledger', ...args], { cwd: root, env: { ...QUIET, ...env } });

beforeAll(async () => {
  root = makeFolder();
  await writeFile(join(root, 'verstamp.json'), '{ "ledger": "file:ledger.jsonl" }');
  const file = fileLedger(join(root, 'ledger.jsonl'));
  const shop = { name: 'shop', version: '1.4.3' };
  await file.issue(shop, 3);
  await file.claim({ releases: [shop], owner: 'deploy', durationMs: 600_000 });
  await file.record([{ name: 'cart', version: '1.0.0', digest: 'sha256-aa', time: '2026-11-21T02:00:00Z' }]);
});

describe('verstamp ledger', () => {
  it('shows numbers, claims and how many releases there are', async () => {
    const { exit, stdout } = await ledger(['show']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^shop +3\nshop@1\.4\.3 +claimed by "deploy" until .+\n1 release\n$/);
  });

  it('shows what others wrote without what a terminal obeys', async () => {
    const file = fileLedger(join(root, 'foreign.jsonl'));
    const foreign = { name: 'x\u001b[2K\rshop  9\u202e', version: '1.0.0' };
    await file.issue(foreign, 1);
    await file.claim({ releases: [foreign], owner: 'deploy', durationMs: 600_000 });
    const { exit, stdout } = await ledger(['show'], { VERSTAMP_LEDGER: 'file:foreign.jsonl' });
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^[ -~\n]+$/);
    expect(stdout).toContain('x\\u001b[2K\\rshop  9\\u202e@1.0.0  claimed by "deploy"');
    const exported = await ledger(['export'], { VERSTAMP_LEDGER: 'file:foreign.jsonl' });
    expect(exported.stdout).toMatch(/^[ -~\n]+$/);
    expect(JSON.parse(exported.stdout)).toMatchObject({ revisions: { [foreign.name]: 1 } });
    const args = ['export', '--json'];
    expect(await ledger(args, { VERSTAMP_LEDGER: 'file:foreign.jsonl' })).toEqual(exported);
  });

  it('exports everything as one JSON document', async () => {
    const { exit, stdout } = await ledger(['export']);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      revisions: { shop: 3 },
      claims: [{ owner: 'deploy' }],
      releases: [{ name: 'cart', digest: 'sha256-aa' }],
    });
  });

  it('says that it holds, or where it is damaged', async () => {
    expect(await ledger(['verify', '--json'])).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('"names": 1') as unknown,
    });
    await appendFile(join(root, 'ledger.jsonl'), 'hello\n');
    expect(await ledger(['verify'])).toMatchObject({
      exit: 3,
      stderr: expect.stringMatching(/LEDGER_DAMAGED.*line 4/) as unknown,
    });
  });

  it('exits 3 where the remote cannot be reached, and 2 on wrong use', async () => {
    const remote = { VERSTAMP_LEDGER: 'git+ref:nobody' };
    expect(await ledger(['show'], remote)).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining('LEDGER_UNREACHABLE') as unknown,
    });
    expect((await ledger([])).exit).toBe(2);
    expect((await ledger(['nonsense'])).exit).toBe(2);
  });
});
