import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isFull } from '@verstamp/testing/size';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { computeBackOffMs } from './git/back-off.ts';
import { gitLedger } from './git.ts';

const module = fileURLToPath(new URL('git.ts', import.meta.url));
const subject = { name: 'shop', version: '1.4.3' };
const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
const unreachable = { code: 'LEDGER_UNREACHABLE' };

let folder: string;
let root: string;
const git = (cwd: string, ...args: readonly string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
const open = (lease = 16) => gitLedger('origin', { root, lease });
const hook = (file: string, script: string) => {
  const path = join(folder, 'remote.git/hooks', file);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
};

/** Stands for ssh: says with which options it was run, and runs the command that git asks for at the end. */
const standForSsh = (file: string) => {
  const path = join(folder, file);
  const script = `echo "$0 $*" >> "${folder}/said"; for last; do :; done; exec sh -c "$last"`;
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
};

beforeEach(() => {
  folder = makeFolder();
  root = join(folder, 'clone');
  git(folder, 'init', '-q', '--bare', 'remote.git');
  git(folder, 'clone', '-q', 'remote.git', 'seed');
  for (const message of ['one', 'two']) {
    git(join(folder, 'seed'), ...identity, 'commit', '-q', '--allow-empty', '-m', message);
  }
  git(join(folder, 'seed'), 'push', '-q', 'origin', 'HEAD:main');
  git(folder, 'clone', '-q', '--depth=1', '--branch=main', `file://${folder}/remote.git`, 'clone');
  git(root, 'checkout', '-q', '--detach');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Runs a process that issues numbers, and gives those that it told of. */
async function issue(count: number, { killAfter = count, lease = 16 } = {}): Promise<readonly number[]> {
  const script = `
    const { gitLedger } = await import(${JSON.stringify(module)});
    const ledger = gitLedger('origin', { root: ${JSON.stringify(root)}, lease: ${lease} });
    for (let issued = 0; issued < ${count}; issued++) {
      process.stdout.write(await ledger.next(${JSON.stringify(subject)}) + '\\n');
    }`;
  const args = ['--conditions=@verstamp/source', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const told: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(Number(line));
    if (told.length === killAfter && killAfter < count) child.kill('SIGKILL');
  }
  await ended;
  return told;
}

it('works in a shallow and detached clone, and leaves the clone as it is', async () => {
  const look = () => [
    git(root, 'for-each-ref'),
    git(root, 'status', '--porcelain', '--branch', '--ignored'),
    git(root, 'rev-parse', '--is-shallow-repository', 'HEAD'),
    git(join(folder, 'remote.git'), 'for-each-ref', 'refs/heads', 'refs/tags'),
  ];
  // What others wrote has to be fetched.
  expect(await gitLedger('origin', { root: join(folder, 'seed') }).issue(subject, 1)).toBe(1);
  const before = look();
  expect(await open().next(subject)).toBe(2);
  const outcome = await open().claim({ releases: [subject], owner: 'a', durationMs: 60_000 });
  expect(outcome.kind).toBe('claimed');
  await open().record([{ ...subject, digest: 'sha256-aa', time: '2026-11-21T02:00:00Z' }]);
  expect(look()).toEqual(before);
  expect(git(join(folder, 'remote.git'), 'for-each-ref', 'refs/verstamp/v1/claims')).toBe('');
});

it(
  'issues no number twice to processes that ask at once, or are killed',
  async () => {
    const count = isFull ? 157 : 20;
    const asking = Array.from({ length: isFull ? 64 : 4 }, () => issue(count));
    const killed = Array.from({ length: isFull ? 100 : 4 }, (_, index) =>
      issue(1e6, { killAfter: 1 + index }),
    );
    const whole = await Promise.all(asking);
    const issued = [...whole, ...(await Promise.all(killed))];
    for (const numbers of issued) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const all = issued.flat();
    expect(new Set(all).size).toBe(all.length);
    expect(whole.map(({ length }) => length)).toEqual(whole.map(() => count));
  },
  isFull ? 600_000 : 30_000,
);

it('recognises its own change where the answer was lost, and burns no number', async () => {
  // The hook runs when the ref stands; the answer never leaves.
  hook('post-receive', `[ -e "${folder}/lost" ] && exit 0; touch "${folder}/lost"; kill -9 $PPID`);
  expect(await open().issue(subject, 3)).toBe(1);
  expect(existsSync(join(folder, 'lost'))).toBe(true);
  expect(await open().issue(subject, 1)).toBe(4);
});

it('claims 300 packages as one', async () => {
  const releases = Array.from({ length: 300 }, (_, index) => ({ name: `p${index}`, version: '1.0.0' }));
  const request = { releases, owner: 'a', durationMs: 60_000 };
  const kinds = await Promise.all([open().claim(request), open().claim({ ...request, owner: 'b' })]);
  expect(kinds.map(({ kind }) => kind).toSorted((a, b) => a.localeCompare(b))).toEqual(['claimed', 'held']);
  const time = '2026-11-21T02:00:00Z';
  await open().record(releases.map(({ name, version }) => ({ name, version, digest: 'd', time })));
  expect((await open().read()).releases.length).toBe(300);
  expect((await open().read()).claims).toEqual([]);
});

describe('a remote that cannot be used', () => {
  it('is one that is not there', async () => {
    git(root, 'remote', 'set-url', 'origin', join(folder, 'gone.git'));
    await expect(open().next(subject)).rejects.toMatchObject(unreachable);
    await expect(gitLedger('nobody', { root }).next(subject)).rejects.toMatchObject(unreachable);
  });

  it('is one that lets nobody push', async () => {
    hook('pre-receive', 'exit 1');
    await expect(open().next(subject)).rejects.toMatchObject({
      ...unreachable,
      message: expect.stringMatching(/"origin".*hook declined.*persist-credentials/) as unknown,
    });
  });

  it('is one that stops answering, and its password is not told', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    git(root, 'remote', 'set-url', 'origin', `http://user:secret@127.0.0.1:${port}/x.git`);
    const problem: unknown = await gitLedger('origin', { root, silenceMs: 300 })
      .next(subject)
      .catch((error: unknown) => error);
    silent.close();
    expect(problem).toMatchObject({ ...unreachable, message: expect.stringContaining('0.3 s') as unknown });
    expect(String(problem)).not.toContain('secret');
  });

  it.each([
    'https://ci:pa/ss-hunter2@127.0.0.1:1/x.git',
    'https://ci:pa/ss hunter2@127.0.0.1:1/x.git',
    "https://ci:p'a/ss-hunter2@127.0.0.1:1/x.git",
    'https://127.0.0.1:1/x.git?private_token=hunter2',
  ])('is %j, whose secret is not told', async (address) => {
    git(root, 'remote', 'set-url', 'origin', address);
    const problem: unknown = await open()
      .next(subject)
      .catch((error: unknown) => error);
    expect(problem).toMatchObject({
      ...unreachable,
      message: expect.stringContaining("unable to access 'https://127.0.0.1:1/x.git") as unknown,
    });
    expect(String(problem)).not.toContain('hunter2');
  });

  it('is one whose count was overwritten; it never begins again', async () => {
    await open().next(subject);
    const ref = git(
      join(folder, 'remote.git'),
      'for-each-ref',
      '--format=%(refname)',
      'refs/verstamp',
    ).trim();
    const path = join(folder, 'foreign');
    writeFileSync(path, 'This is no ledger.\n');
    const oid = git(join(folder, 'remote.git'), 'hash-object', '-w', path).trim();
    git(join(folder, 'remote.git'), 'update-ref', ref, oid);
    await expect(open().next(subject)).rejects.toMatchObject({ code: 'LEDGER_DAMAGED' });
  });
});

describe.skipIf(process.platform === 'win32')('a remote behind ssh', () => {
  const named = "it's mine -i key ";
  const ways: readonly (readonly [string, string, (command: string, path: string) => void])[] = [
    ['no command at all, which then asks nobody', 'ssh -oBatchMode=yes ', () => undefined],
    ['the command that the clone names', named, (command) => git(root, 'config', 'core.sshCommand', command)],
    ['a command in the environment', named, (command) => vi.stubEnv('GIT_SSH_COMMAND', command)],
    ['a program in the environment', "it's mine ", (_, path) => vi.stubEnv('GIT_SSH', path)],
  ];
  it.each(ways)('is reached with %s', async (_, expected, prepare) => {
    standForSsh('ssh');
    vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
    vi.stubEnv('GIT_SSH_COMMAND', undefined);
    vi.stubEnv('GIT_SSH', undefined);
    git(root, 'remote', 'set-url', 'origin', `host:${folder}/remote.git`);
    git(root, 'config', 'ssh.variant', 'ssh');
    const path = standForSsh("it's mine");
    prepare(`"${path}" -i key`, path);
    expect(await open().next(subject)).toBe(1);
    const said = readFileSync(join(folder, 'said'), 'utf8').trim().split('\n');
    for (const line of said) expect(line.slice(folder.length + 1)).toMatch(new RegExp(`^${expected}.*host`));
  });
});

it('waits longer after each lost race, never longer than eight seconds', () => {
  expect([0, 1, 2, 20].map((lost) => computeBackOffMs(lost, () => 1))).toEqual([25, 50, 100, 8000]);
  expect(computeBackOffMs(5, () => 0)).toBe(0);
});
