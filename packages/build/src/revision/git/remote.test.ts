import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import type { RefChange } from './push.ts';
import { openRemote, type GitRemote } from './remote.ts';

const ONE = 'refs/verstamp/v1/claims/one';
const TWO = 'refs/verstamp/v1/claims/two';

let folder: string;
let remote: GitRemote;
/** Ids of two texts that this clone has, and of one that only the remote has. */
let ours: string;
let next: string;
let theirs: string;
const git = (cwd: string, args: readonly string[], input = '') =>
  execFileSync('git', args, { cwd: join(folder, cwd), encoding: 'utf8', input, stdio: 'pipe' });
const set = (ref: string, oid: string) => git('remote.git', ['update-ref', ref, oid]);
const list = () =>
  git('remote.git', ['for-each-ref', '--format=%(refname) %(objectname)']).trim().split('\n');

beforeEach(async () => {
  folder = makeFolder();
  git('.', ['init', '-q', '--bare', 'remote.git']);
  git('.', ['init', '-q', 'clone']);
  git('clone', ['remote', 'add', 'origin', '../remote.git']);
  remote = openRemote({ root: join(folder, 'clone'), silenceMs: 10_000 }, 'origin');
  [ours = '', next = ''] = await remote.store(['"ours"\n', '"next"\n']);
  theirs = git('remote.git', ['hash-object', '-w', '--stdin'], '"theirs"\n').trim();
  await remote.push([{ ref: ONE, from: undefined, to: ours }]);
});

describe('changes refs only where all of them still point where they did', () => {
  it.each<readonly [string, () => RefChange]>([
    ['makes one that is there', () => ({ ref: ONE, from: undefined, to: next })],
    ['moves one that moved', () => ({ ref: ONE, from: theirs, to: next })],
    ['moves one that is not there', () => ({ ref: TWO, from: ours, to: next })],
    ['takes away one that moved', () => ({ ref: ONE, from: theirs, to: undefined })],
  ])('and says so who %s', async (_, change) => {
    const before = list();
    expect(await remote.push([change()])).toEqual({ kind: 'raced' });
    const free = { ref: 'refs/verstamp/v1/claims/free', from: undefined, to: next };
    expect(await remote.push([free, change()])).toEqual({ kind: 'raced' });
    expect(list()).toEqual(before);
  });

  it('and says so who makes one that points at what this clone never had', async () => {
    set(ONE, theirs);
    expect(await remote.push([{ ref: ONE, from: undefined, to: next }])).toEqual({ kind: 'raced' });
    expect(list()).toEqual([`${ONE} ${theirs}`]);
  });

  it('and makes, moves and takes away at once', async () => {
    set(TWO, ours);
    const three = 'refs/verstamp/v1/claims/three';
    const changes = [
      { ref: ONE, from: ours, to: next },
      { ref: TWO, from: ours, to: undefined },
      { ref: three, from: undefined, to: next },
    ];
    expect(await remote.push(changes)).toEqual({ kind: 'done' });
    expect(list()).toEqual([`${ONE} ${next}`, `${three} ${next}`]);
  });
});

it('says of a folder that git takes for no clone that it is none, and not that the remote is wrong', async () => {
  const elsewhere = openRemote({ root: folder, silenceMs: 10_000 }, 'origin');
  await expect(elsewhere.read(ONE)).rejects.toMatchObject({
    code: 'LEDGER_UNREACHABLE',
    message: expect.stringMatching(
      /not a git repository \(or any of the parent.*Correct what git says.*safe\.directory/,
    ),
  });
});

it('stores each text as it is, many at once', async () => {
  const texts = ['', 'é\n\0blob\n', '"ours"\n', ...Array.from({ length: 120 }, String), 'é\n\0blob\n'];
  const oids = await remote.store(texts);
  expect(oids.length).toBe(texts.length);
  for (const index of [0, 1, 2, 3, 122, 123]) {
    expect(git('clone', ['cat-file', 'blob', oids[index] ?? ''])).toBe(texts[index]);
  }
});

it('reads what refs point at, whether the clone has it or not, and makes no ref in it', async () => {
  set(TWO, theirs);
  git('clone', ['config', 'remote.origin.fetch', '+refs/*:refs/*']);
  const both = new Map([
    [ONE, { oid: ours, text: '"ours"\n' }],
    [TWO, { oid: theirs, text: '"theirs"\n' }],
  ]);
  const gone = 'refs/verstamp/v1/claims/gone';
  expect(await remote.read(ONE, TWO)).toEqual(both);
  expect(await remote.read('refs/verstamp/v1/claims/*')).toEqual(both);
  expect(await remote.read(ONE, TWO, gone)).toEqual(both);
  expect(await remote.read(gone)).toEqual(new Map());
  expect(git('clone', ['for-each-ref'])).toBe('');
});

it.each([
  'push.followTags=true',
  'push.pushOption=ci.skip',
  'push.gpgSign=true',
  'push.recurseSubmodules=only',
  'remote.origin.mirror=true',
])('pushes what it was told and nothing else where the user has set %s', async (setting) => {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
  git('clone', [...identity, 'commit', '-q', '--allow-empty', '-m', 'one']);
  git('clone', ['push', '-q', 'origin', 'HEAD:refs/heads/main']);
  git('clone', [...identity, 'tag', '-a', 'v9.9.9-draft', '-m', 'for nobody']);
  const before = list();
  const [name = '', value = ''] = setting.split('=');
  git('clone', ['config', name, value]);
  expect(await remote.push([{ ref: TWO, from: undefined, to: next }])).toEqual({ kind: 'done' });
  expect(list()).toEqual([...before, `${TWO} ${next}`]);
});
