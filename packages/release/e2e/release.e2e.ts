import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { createShop, readHeld, STOPPED, type Shop } from './shop.ts';
import { commitAll, createWorkspace, QUIET_ENV, type TestWorkspace } from '@verstamp/testing/workspace';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { makeBareRepository } from '@verstamp/testing/git';
import { findReceipt, releaseWorkspace, type ReleaseOptions } from '../src/index.ts';

let real: TestRegistry;
let registry: FaultyRegistry;
let shop: Shop;

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
  shop = await createShop(registry.url);
});

beforeEach(() => {
  registry.fault = () => ({ kind: 'pass' });
  registry.seen.length = 0;
});

afterAll(async () => {
  await shop.remove();
  await registry.close();
  await real.close();
});

/** Where no CI says who it is. */
const LAPTOP: NodeJS.ProcessEnv = Object.fromEntries(
  Object.entries(QUIET_ENV).filter(([name]) => !/^(GITHUB_|ACTIONS_|GITLAB_|SIGSTORE_)/.test(name)),
);

const held = async (version: string) =>
  Promise.all(shop.names.map(async (name) => readHeld(real.url, name, version)));

const uploads = () =>
  registry.seen.filter(([method]) => method === 'PUT').map(([, path]) => decodeURIComponent(path));

describe('a release', () => {
  it('publishes dependencies first, records and tags, and tells the tags', async () => {
    const commit = await shop.prepare('1.0.0', 'one');
    const report = await shop.release();
    expect(report.problems).toEqual([]);
    expect(report).toMatchObject({
      conclusion: 'allow',
      released: shop.names.map((name) => ({ name, version: '1.0.0', commit })),
      tags: shop.names.map((name) => ({ tag: `${name}@1.0.0`, commit })),
    });
    expect(uploads()).toEqual(shop.names.map((name) => `/${name}`));
    expect(await shop.tags()).toEqual(
      Object.fromEntries(shop.names.map((name) => [`${name}@1.0.0`, commit])),
    );
  });

  it('sends nothing when run again, and tells the tags again', async () => {
    const report = await shop.release();
    expect(report).toMatchObject({ conclusion: 'allow', released: [] });
    expect(report.tags.map(({ tag }) => tag)).toEqual(shop.names.map((name) => `${name}@1.0.0`));
    expect(uploads()).toEqual([]);
  });

  it('sends no tarball that was swapped after it was guarded', async () => {
    await shop.prepare('1.1.0', 'two');
    const [base = '', cart = ''] = shop.names;
    const swaps: Promise<string>[] = [];
    const onProgress = (line: string) => {
      if (line.startsWith(`Publishing ${base}`)) swaps.push(shop.swap(cart, 'evil'));
    };
    const report = await shop.release({ onProgress });
    expect(swaps.length).toBe(1);
    expect(report).toMatchObject({ conclusion: 'refuse', problems: [{ code: 'TARBALL_CHANGED' }] });
    expect(report.released.map(({ name }) => name)).toEqual([base]);
    expect(uploads()).toEqual([`/${base}`]);
  });

  it('goes by what was recorded, not by a rebuild that differs', async () => {
    const [base = '', cart = ''] = shop.names;
    await shop.rebuild(cart, 'two');
    await shop.rebuild(base, 'built anew');
    const report = await shop.release();
    expect(report).toMatchObject({
      conclusion: 'allow',
      released: shop.names.slice(1).map((name) => ({ name })),
    });
    const [first, ...rest] = await held('1.1.0');
    const [rebuilt, ...packed] = await shop.packed();
    expect(rest).toEqual(packed);
    expect(first?.promised).not.toBe(rebuilt?.promised);
  });

  it('goes by what was claimed, not by a rebuild that differs', async () => {
    const commit = await shop.prepare('1.2.0', 'three');
    const [base = ''] = shop.names;
    let sent = false;
    registry.fault = (method, path) => {
      if (!path.includes('base')) return { kind: 'pass' };
      sent ||= method === 'PUT';
      return sent && method === 'GET' ? { kind: 'reset' } : { kind: 'pass' };
    };
    expect((await shop.release(STOPPED)).conclusion).toBe('unknown');
    registry.fault = () => ({ kind: 'pass' });
    await shop.rebuild(base, 'built anew');
    const report = await shop.release();
    expect(report).toMatchObject({
      conclusion: 'allow',
      released: shop.names.map((name) => ({ name, commit })),
    });
    expect(Object.keys(await shop.tags()).length).toBe(9);
  });

  it('refuses a version that is on record and gone from the registry', async () => {
    await shop.workspace.run('npm', 'unpublish', '--force', `${shop.names[2] ?? ''}@1.2.0`);
    registry.seen.length = 0;
    const report = await shop.release();
    expect(report.conclusion).toBe('refuse');
    expect(JSON.stringify(report)).toContain('VERSION_BURNT');
    expect(uploads()).toEqual([]);
  });

  it('refuses what somebody put in the place of a release on record', async () => {
    const own = await createShop(registry.url, { scope: 'memory', count: 1 });
    const [base = ''] = own.names;
    try {
      await own.prepare('1.0.0', 'one');
      expect((await own.release()).conclusion).toBe('allow');
      await own.workspace.run('npm', 'unpublish', '--force', base);
      await own.prepare('1.0.0', 'two');
      await own.workspace.run('npm', 'publish', '--workspace', base);
      registry.seen.length = 0;
      const report = await own.release();
      expect(report).toMatchObject({
        conclusion: 'refuse',
        guard: { packages: [{ name: base, effect: 'refuse' }] },
      });
      expect(uploads()).toEqual([]);
    } finally {
      await own.remove();
    }
  });

  it('refuses a version whose tag stands at another commit', async () => {
    await shop.workspace.run('git', 'tag', `${shop.names[1] ?? ''}@1.3.0`);
    const commit = await shop.prepare('1.3.0', 'four');
    const report = await shop.release();
    expect(report).toMatchObject({
      conclusion: 'refuse',
      problems: [{ code: 'TAG_TAKEN', details: { expected: commit } }],
    });
    expect(uploads()).toEqual([]);
  });

  it('refuses what differs from the commit that it would be tagged at', async () => {
    await shop.prepare('1.4.0', 'five');
    await shop.workspace.write({ 'packages/0/index.js': 'uncommitted' });
    const report = await shop.release();
    expect(report).toMatchObject({ conclusion: 'refuse', problems: [{ code: 'TREE_DIRTY' }] });
    expect(uploads()).toEqual([]);
  });

  it.each([
    ['0.9.0', 'DIST_TAG_BACKWARDS'],
    ['2.0.0-rc.1', 'PRERELEASE_UNTAGGED'],
  ])('refuses to give "latest" to %s, and sends nothing', async (version, code) => {
    await shop.prepare(version, version);
    const report = await shop.release();
    expect([report.conclusion, ...report.problems.map((problem) => problem.code)]).toEqual([
      'refuse',
      code,
      code,
      code,
    ]);
    expect(uploads()).toEqual([]);
  });

  it('publishes a prerelease under the tag that was said, and "latest" stays', async () => {
    expect((await shop.release({ distTag: 'next' })).conclusion).toBe('allow');
    const [base = ''] = shop.names;
    const tags = JSON.parse(await shop.workspace.run('npm', 'view', base, 'dist-tags', '--json')) as object;
    expect(tags).toEqual({ latest: '1.2.0', next: '2.0.0-rc.1' });
  });

  it('refuses provenance where none can be made, before anything is sent', async () => {
    await shop.prepare('1.4.1', 'laptop');
    const report = await shop.release({ env: { ...LAPTOP, npm_config_provenance: 'true' } });
    const code = 'PUBLISH_IMPOSSIBLE';
    expect(report).toMatchObject({ conclusion: 'refuse', problems: [{ code }, { code }, { code }] });
    expect(uploads()).toEqual([]);
  });

  it('claims nothing any more when npm itself sends nothing', async () => {
    await shop.prepare('1.4.2', 'promised');
    // An identity is promised here, and not there.
    const identity = { GITHUB_ACTIONS: 'true', ACTIONS_ID_TOKEN_REQUEST_URL: 'http://127.0.0.1:1/' };
    const env = { ...LAPTOP, npm_config_provenance: 'true' };
    const report = await shop.release({ env: { ...env, ...identity } });
    expect(report).toMatchObject({
      conclusion: 'refuse',
      released: [],
      problems: [{ code: 'PUBLISH_IMPOSSIBLE', message: expect.stringContaining('EUSAGE') }],
    });
    expect(uploads()).toEqual([]);
    const [name = ''] = shop.names;
    expect(await findReceipt({ cwd: shop.workspace.root, env, name, version: '1.4.2' })).toBeUndefined();
  });
});

/** Stops this process, timers and all, as a sleeping machine does. */
function standStill(line: string): void {
  const memory = new Int32Array(new SharedArrayBuffer(4));
  if (line.startsWith('Publishing @still/base')) Atomics.wait(memory, 0, 0, 2100);
}

describe('a release whose ledger or time runs out', () => {
  it('finishes from the claim where the ledger took no record', async () => {
    const folder = makeFolder();
    const remote = join(folder, 'remote.git');
    makeBareRepository(remote);
    const own = await createShop(registry.url, { scope: 'mute', ledger: 'git+ref:origin', remote, count: 2 });
    const hook = join(remote, 'hooks/pre-receive');
    try {
      const commit = await own.prepare('1.0.0', 'one');
      registry.fault = (method, path) => {
        const isLast = method === 'PUT' && path.includes('cart');
        if (isLast) writeFileSync(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
        return { kind: 'pass' };
      };
      expect(await own.release(STOPPED)).toMatchObject({
        conclusion: 'unknown',
        released: [],
        problems: [{ code: 'LEDGER_UNREACHABLE' }],
      });
      registry.fault = () => ({ kind: 'pass' });
      expect(uploads()).toEqual(['/@mute/base', '/@mute/cart']);
      await rm(hook);
      const report = await own.release();
      expect(report).toMatchObject({ conclusion: 'allow', released: [{ commit }, { commit }] });
      expect(uploads().length).toBe(2);
      expect(await own.tags()).toEqual({ '@mute/base@1.0.0': commit, '@mute/cart@1.0.0': commit });
    } finally {
      await own.remove();
    }
  });

  it('ends when its time is over, where the registry shows a version to one question and not to the next', async () => {
    const own = await createShop(registry.url, { scope: 'flip', count: 1 });
    try {
      await own.prepare('1.0.0', 'one');
      const dist = { tarball: `${registry.url}flip.tgz`, integrity: 'sha512-aa' };
      const body = JSON.stringify({ name: '@flip/base', version: '1.0.0', dist });
      let isShown = false;
      registry.fault = () => (isShown ? { kind: 'answer', status: 200, body } : { kind: 'pass' });
      const onProgress = (line: string) => void (isShown = line.startsWith('Claiming'));
      const claimTimes = { claimMs: 30_000, pollMs: 20, waitMs: 500 };
      const { conclusion, problems } = await own.release({ onProgress, claimTimes });
      expect([conclusion, problems[0]?.code]).toEqual(['unknown', 'RELEASE_OVERTAKEN']);
      expect(problems[0]?.message).toContain('others release these packages');
      expect(uploads()).toEqual([]);
      registry.fault = () => ({ kind: 'pass' });
      expect((await own.release()).conclusion).toBe('allow');
    } finally {
      await own.remove();
    }
  });

  it('compares what somebody else published between two of its questions, rather than refuse its dist-tag', async () => {
    const own = await createShop(registry.url, { scope: 'since', count: 1 });
    try {
      await own.prepare('1.0.0', 'one');
      expect((await own.release()).conclusion).toBe('allow');
      await rm(join(own.workspace.root, '.verstamp'), { recursive: true });
      const body = '{"error":"not found"}';
      let isSeen = false;
      registry.seen.length = 0;
      // All of the guard's questions are answered by then.
      registry.fault = (method, path) => {
        isSeen ||= method === 'GET' && registry.seen.filter(([, asked]) => asked === path).length > 1;
        return isSeen ? { kind: 'pass' } : { kind: 'answer', status: 404, body };
      };
      expect(await own.release()).toMatchObject({ conclusion: 'allow', problems: [], released: [] });
    } finally {
      await own.remove();
    }
  });

  it('sends nothing more when the machine stood still for longer than its claim', async () => {
    const own = await createShop(registry.url, { scope: 'still', count: 2 });
    try {
      await own.prepare('1.0.0', 'one');
      const claimTimes = { claimMs: 2000, pollMs: 20, waitMs: 20_000 };
      const report = await own.release({ onProgress: standStill, claimTimes });
      expect([report.conclusion, report.problems[0]?.code]).toEqual(['unknown', 'CLAIM_LOST']);
      expect(uploads()).toEqual([]);
      expect((await own.release()).conclusion).toBe('allow');
      const state = own.names.map(async (name) => readHeld(real.url, name, '1.0.0'));
      expect(await Promise.all(state)).toEqual(await own.packed());
    } finally {
      await own.remove();
    }
  });
});

const release = async (own: TestWorkspace, options: Partial<ReleaseOptions> = {}) =>
  releaseWorkspace({ cwd: own.root, env: QUIET_ENV, ...options });

describe('a release that is on record', () => {
  it('goes out to a second registry, with the same content only', async () => {
    const second = await startRegistry();
    const env = { ...QUIET_ENV, npm_config_registry: second.url };
    const own = await createWorkspace(registry.url, {
      'package.json': JSON.stringify({ name: 'twice', version: '1.0.0' }),
      'index.js': 'one',
      'verstamp.json': JSON.stringify({ ledger: 'file:.git/ledger.jsonl' }),
    });
    try {
      await commitAll(own);
      expect(await release(own)).toMatchObject({ conclusion: 'allow', released: [{ name: 'twice' }] });
      await own.write({ 'index.js': 'other' });
      await commitAll(own);
      const changed = await release(own, { env, gitTag: false });
      expect(changed).toMatchObject({
        conclusion: 'refuse',
        guard: { packages: [{ verdict: 'altered', problem: { code: 'RELEASE_RECORDED' } }] },
      });
      await own.run('git', 'reset', '--hard', '--quiet', 'HEAD~1');
      expect(await release(own, { env })).toMatchObject({
        conclusion: 'allow',
        released: [{ name: 'twice' }],
      });
      const state = [real.url, second.url].map(async (url) => (await readHeld(url, 'twice', '1.0.0')).served);
      const [first, other] = await Promise.all(state);
      expect([typeof first, other]).toEqual(['string', first]);
      for (const given of [QUIET_ENV, env]) {
        expect(await release(own, { env: given })).toMatchObject({ conclusion: 'allow', released: [] });
      }
    } finally {
      await own.remove();
      await second.close();
    }
  });
});

describe('a repository of one package', () => {
  it('is packed by its own npm as a release build, and tagged with its version alone', async () => {
    const write = "require('fs').writeFileSync('built.js', 'built ' + process.env.VERSTAMP_RELEASE)";
    const one = await createWorkspace(registry.url, {
      'package.json': JSON.stringify({
        name: 'just-one',
        version: '1.0.0',
        directories: { bin: 'commands' },
        files: ['built.js', 'commands'],
        scripts: { prepack: `node -e "${write}"` },
      }),
      'README.md': '# Just one\n',
      'commands/one': '#!/usr/bin/env node\n',
      '.gitignore': 'built.js\n',
      'verstamp.json': JSON.stringify({ ledger: 'file:.git/ledger.jsonl' }),
    });
    try {
      await commitAll(one);
      const commit = (await one.run('git', 'rev-parse', 'HEAD')).trim();
      const report = await releaseWorkspace({ cwd: one.root, env: QUIET_ENV });
      expect(report).toMatchObject({
        conclusion: 'allow',
        released: [{ name: 'just-one', commit }],
        tags: [{ tag: 'v1.0.0', name: 'just-one', commit }],
      });
      const tarball = (await one.run('npm', 'pack', '--silent', 'just-one@1.0.0')).trim();
      expect(await one.run('tar', 'xzOf', tarball, 'package/built.js')).toBe('built 1');
      const view = JSON.parse(await one.run('npm', 'view', 'just-one', '--json')) as object;
      expect(view).toMatchObject({
        gitHead: commit,
        bin: { one: 'commands/one' },
        readmeFilename: 'README.md',
        'dist-tags': { latest: '1.0.0' },
      });
    } finally {
      await one.remove();
    }
  });

  it('needs no git where it makes no tags', async () => {
    const one = await createWorkspace(registry.url, {
      'package.json': JSON.stringify({ name: 'no-git', version: '1.0.0' }),
      'verstamp.json': JSON.stringify({ ledger: 'file:ledger.jsonl' }),
    });
    const run = async (gitTag: boolean) => releaseWorkspace({ cwd: one.root, env: QUIET_ENV, gitTag });
    try {
      await expect(run(true)).rejects.toMatchObject({ code: 'GIT_UNUSABLE' });
      expect(await run(false)).toMatchObject({
        conclusion: 'allow',
        released: [{ name: 'no-git' }],
        tags: [],
      });
      expect(uploads()).toEqual(['/no-git']);
    } finally {
      await one.remove();
    }
  });
});
