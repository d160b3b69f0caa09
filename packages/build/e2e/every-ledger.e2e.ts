import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pg from 'pg';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres } from '@verstamp/testing/postgres';
import { startRedis } from '@verstamp/testing/redis';
import type { DatabaseServer } from '@verstamp/testing/database-server';
import { createJournal } from '../src/journal/journal.ts';
import { fileLedger } from '../src/revision/file.ts';
import { gitLedger } from '../src/revision/git.ts';
import type { Ledger, Release } from '../src/revision/ledger.ts';
import { postgresLedger } from '../src/revision/postgres.ts';
import { redisLedger } from '../src/revision/redis.ts';

/** Opens a ledger, as one more process would; again in the same folder it is the same ledger. */
type Open = (folder: string, options: { readonly start?: number; readonly now: () => number }) => Ledger;

const LEDGERS: readonly (readonly [string, Open])[] = [
  ['file', (folder, options) => fileLedger(join(folder, 'ledger.jsonl'), options)],
  [
    'git',
    (folder, options) => {
      if (!existsSync(join(folder, 'remote.git'))) {
        git(folder, 'init', '-q', '--bare', 'remote.git');
        git(folder, 'init', '-q', 'clone');
        git(join(folder, 'clone'), 'remote', 'add', 'origin', join(folder, 'remote.git'));
      }
      return gitLedger('origin', { ...options, root: join(folder, 'clone') });
    },
  ],
  [
    'PostgreSQL',
    (folder, options) =>
      postgresLedger(`${postgres.url}?options=-csearch_path%3D${schemaOf(folder)}`, options),
  ],
  ['Redis', (folder, options) => redisLedger(redis.url, { ...options, prefix: basename(folder) })],
];

let postgres: DatabaseServer;
let redis: DatabaseServer;
beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
});
afterAll(async () => {
  await Promise.all([postgres.remove(), redis.remove()]);
});

async function query(text: string, ...values: readonly string[]): Promise<void> {
  const client = new pg.Client(postgres.url);
  await client.connect();
  await client.query(text, [...values]);
  await client.end();
}

const schemaOf = (folder: string) => basename(folder).toLowerCase();

const git = (cwd: string, ...args: readonly string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' });

/** Puts JSON in place of each claim or release that a ledger holds. */
type Overwrite = (folder: string, kept: 'claims' | 'releases', json: string) => unknown;

const OVERWRITES: Readonly<Record<string, Overwrite>> = {
  file(folder, kept, json) {
    const value: unknown = JSON.parse(json);
    const entry = kept === 'claims' ? { kind: 'claim', claim: value } : { kind: kept, releases: [value] };
    createJournal(join(folder, 'ledger.jsonl')).append(() => entry);
  },
  git(folder, kept, json) {
    const remote = join(folder, 'remote.git');
    writeFileSync(join(folder, 'other'), `${json}\n`);
    const oid = git(remote, 'hash-object', '-w', join(folder, 'other')).trim();
    const refs = git(remote, 'for-each-ref', '--format=%(refname)', `refs/verstamp/v1/${kept}/`);
    for (const ref of refs.trim().split('\n')) git(remote, 'update-ref', ref, oid);
  },
  PostgreSQL: async (folder, kept, json) =>
    query(`UPDATE ${schemaOf(folder)}.verstamp_${kept} SET release = $1::jsonb`, json),
  async Redis(folder, kept, json) {
    const client = createClient({ url: redis.url });
    await client.connect();
    const key = `{${basename(folder)}}:${kept === 'claims' ? 'claims' : 'ledger'}`;
    for (const field of await client.hKeys(key)) {
      if (kept === 'claims' || field.startsWith('p:')) await client.hSet(key, field, json);
    }
    client.destroy();
  },
};

const subject = { name: 'shop', version: '1.4.3' };
const other = { name: '@shop/cart', version: '2.0.0-rc.1' };
const third = { name: 'third', version: '1.0.0' };
const released = (digest = 'sha256-aa'): Release => ({ ...subject, digest, time: '2026-11-21T02:00:00Z' });

describe.each(LEDGERS)('the %s ledger', (title, make) => {
  let folder: string;
  let time: number;
  const open = (start = 1) => make(folder, { start, now: () => time });
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ledgers_'));
    time = Date.UTC(2026, 10, 21);
    if (title === 'PostgreSQL') await query(`CREATE SCHEMA ${schemaOf(folder)}`);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('counts up for each name, from its start, over single numbers and blocks', async () => {
    const [one, two] = [open(5), open(5)];
    expect(await one.issue(subject, 1)).toBe(5);
    expect(await two.issue(subject, 10)).toBe(6);
    expect(await one.issue(other, 2)).toBe(5);
    expect(await one.issue(subject, 1)).toBe(16);
    const { revisions } = await two.read();
    expect(Object.fromEntries(revisions)).toEqual({ '@shop/cart': 6, shop: 16 });
  });

  it('issues no number twice to those that ask at once', async () => {
    const ledgers = Array.from({ length: 4 }, () => open());
    const asked = ledgers.flatMap((ledger) => [
      ledger.next(subject),
      ledger.next(subject),
      ledger.next(subject),
    ]);
    const numbers = await Promise.all(asked);
    expect(new Set(numbers).size).toBe(12);
    expect(Math.min(...numbers)).toBe(1);
  });

  it.each([0, -1, 1.5, Number.NaN])('issues no block of %d', async (count) => {
    await expect(open().issue(subject, count)).rejects.toMatchObject({ code: 'REVISION_INVALID' });
  });

  it('claims all of a set or none, and says who holds it', async () => {
    const first = await open().claim({ releases: [subject, other], owner: 'first', durationMs: 1000 });
    expect(first).toMatchObject({ kind: 'claimed', claim: { owner: 'first' } });
    const second = { releases: [third, other], owner: 'second', durationMs: 1000 };
    expect(await open().claim(second)).toMatchObject({ kind: 'held', by: [{ owner: 'first' }] });
    expect(await open().claim({ ...second, releases: [third] })).toMatchObject({ kind: 'claimed' });
    const { claims } = await open().read();
    expect(claims.map(({ owner }) => owner).toSorted()).toEqual(['first', 'second']);
  });

  it('gives one of those that claim at once the whole set', async () => {
    const requests = ['a', 'b', 'c', 'd'].map((owner, index) => ({
      releases: index % 2 ? [subject, other, third] : [third, other, subject],
      owner,
      durationMs: 1000,
    }));
    const outcomes = await Promise.all(requests.map((request) => open().claim(request)));
    expect(outcomes.filter(({ kind }) => kind === 'claimed').length).toBe(1);
  });

  it('finds a claim again by its nonce, and renews it', async () => {
    const request = { releases: [subject, other], owner: 'first', durationMs: 1000, nonce: 'n-1' };
    const first = await open().claim(request);
    time += 900;
    expect(await open().claim(request)).not.toEqual(first);
    time += 900;
    const rival = { ...request, nonce: 'n-2', owner: 'rival' };
    expect(await open().claim(rival)).toMatchObject({ kind: 'held', by: [{ nonce: 'n-1' }] });
  });

  it('lets others have what expired, was dropped or was recorded', async () => {
    const request = { releases: [subject], owner: 'first', durationMs: 1000 };
    await open().claim(request);
    time += 1000;
    const outcome = await open().claim({ ...request, owner: 'second' });
    if (outcome.kind !== 'claimed') expect.unreachable();
    await open().drop(outcome.claim);
    await open().drop(outcome.claim);
    expect((await open().claim({ ...request, owner: 'third' })).kind).toBe('claimed');
    await open().record([released()]);
    expect((await open().read()).claims).toEqual([]);
    expect((await open().claim({ ...request, owner: 'fourth' })).kind).toBe('claimed');
  });

  it('repeats no number and frees no claim early when the clock steps back', async () => {
    expect(await open().next(subject)).toBe(1);
    const request = { releases: [subject], owner: 'first', durationMs: 1000 };
    await open().claim(request);
    time -= 3_600_000;
    expect(await open().issue(subject, 1)).toBeGreaterThan(1);
    expect(await open().claim({ ...request, owner: 'second' })).toMatchObject({ by: [{ owner: 'first' }] });
    expect(await open().read()).toMatchObject({ claims: [{ owner: 'first' }], lapsed: [] });
    time += 3_601_000;
    expect(await open().claim({ ...request, owner: 'third' })).toMatchObject({ kind: 'claimed' });
  });

  it('does not drop what another claimed since', async () => {
    const request = { releases: [subject, other], owner: 'first', durationMs: 1000 };
    const outcome = await open().claim(request);
    if (outcome.kind !== 'claimed') expect.unreachable();
    time += 1000;
    await open().claim({ ...request, releases: [subject], owner: 'second' });
    await open().drop(outcome.claim);
    expect((await open().read()).claims).toMatchObject([{ owner: 'second' }]);
  });

  it('keeps what a claim is made of, and after its end what came of none of it', async () => {
    const made = { digest: 'sha256-aa', integrity: 'sha512-x', commit: '1a2b3c' };
    const releases = [{ ...subject, ...made }, { ...other, ...made }, third];
    const outcome = await open().claim({ releases, owner: 'first', durationMs: 1000 });
    expect(outcome).toMatchObject({ kind: 'claimed', claim: { releases } });
    expect(await open().read()).toMatchObject({ claims: [{ owner: 'first' }], lapsed: [] });
    time += 1000;
    const lapsed = async () => (await open().read()).lapsed?.map((claim) => [claim.owner, claim.releases]);
    expect((await open().read()).claims).toEqual([]);
    expect(await lapsed()).toMatchObject([['first', expect.arrayContaining(releases)]]);
    await open().record([released()]);
    const next = await open().claim({ releases: [other], owner: 'second', durationMs: 1000 });
    if (next.kind !== 'claimed') expect.unreachable();
    expect(await lapsed()).toMatchObject([['first', [third]]]);
    time += 1000;
    expect((await lapsed())?.toSorted()).toMatchObject([
      ['first', [third]],
      ['second', [other]],
    ]);
    await open().drop(next.claim);
    expect(await lapsed()).toMatchObject([['first', [third]]]);
  });

  it('remembers releases, the same one twice, and refuses another content', async () => {
    const ledger = open();
    const more = { ...released(), ...other, integrity: 'sha512-x', commit: '1a2b3c' };
    expect((await ledger.read()).releases).toEqual([]);
    await ledger.record([released(), more]);
    await ledger.next(subject);
    await open().record([released()]);
    const { releases } = await open().read();
    expect(releases).toHaveLength(2);
    expect(releases).toEqual(expect.arrayContaining([released(), more]));
    const swapped = [{ ...released(), ...third }, released('sha256-bb')];
    await expect(open().record(swapped)).rejects.toMatchObject({
      code: 'RELEASE_RECORDED',
      details: { recorded: 'sha256-aa', given: 'sha256-bb' },
    });
    expect((await open().read()).releases.length).toBe(2);
  });

  it('is damaged where it holds anything but what was written, and says so', async () => {
    const damaged = { code: 'LEDGER_DAMAGED' };
    const request = { releases: [subject], owner: 'first', durationMs: 1000 };
    await open().record([{ ...released(), ...other }]);
    await open().claim(request);
    for (const json of ['{}', 'null', '{"name":"shop","version":{"toString":1}}']) {
      await OVERWRITES[title]?.(folder, 'claims', json);
      await expect(open().read(), json).rejects.toMatchObject(damaged);
      await expect(open().claim({ ...request, owner: 'second' }), json).rejects.toMatchObject(damaged);
      await OVERWRITES[title]?.(folder, 'releases', json);
      await expect(open().record([{ ...released('sha256-bb'), ...other }]), json).rejects.toMatchObject(
        damaged,
      );
    }
  });
});
