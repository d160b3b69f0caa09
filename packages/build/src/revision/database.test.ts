import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAddress } from './database/address.ts';
import { createBatches } from './database/batch.ts';
import { loadClient } from './database/load.ts';
import { checkRecorded } from './database/rows.ts';
import { judgePostgres } from './postgres/connect.ts';
import { judgeRedis } from './redis/connect.ts';
import { judgeDurability, settle } from './redis/durability.ts';

const schemes = ['postgres:', 'redis:'];

describe('the address of a database', () => {
  it.each([
    [
      'postgres://ci:s%40cret@db.example.com:5433/builds?sslmode=require',
      'postgres://db.example.com:5433/builds',
    ],
    ['postgres:///builds?host=/run/postgresql', 'postgres:///run/postgresql/builds'],
    ['redis://:secret@[::1]:6380/2', 'redis://[::1]:6380/2'],
  ])('shows of %s no more than %s', (address, label) => {
    const parsed = parseAddress(address, schemes);
    expect(parsed.label).toBe(label);
    expect(parsed.conceal('no secret, s@cret or s%40cret')).not.toMatch(
      address.includes('s%40') ? /s(@|%40)cret/ : / secret secret/,
    );
  });

  it.each([
    'mysql://u:secret@h/db',
    'postgres://u:sec#secret@h/db',
    'postgres://u:12/secret@h/db',
    'postgres://u:12?secret@h/db',
    'postgres://u:sec/secret@h/db',
    'redis://u:p@h:secret',
  ])('refuses %s without showing it', (address) => {
    const parse = () => parseAddress(address, schemes);
    expect(parse).toThrow(expect.objectContaining({ code: 'LEDGER_UNKNOWN' }));
    expect(parse).not.toThrow(/secret/);
  });

  it('shows no password, whatever it is', () => {
    const password = fc.string({ minLength: 6, unit: 'grapheme' });
    fc.assert(
      fc.property(password, (secret) => {
        const address = parseAddress(`redis://u:${encodeURIComponent(secret)}@h`, schemes);
        expect(address.label).toBe('redis://h');
        expect(address.conceal(`<${secret}>`)).toBe('<…>');
      }),
    );
  });
});

it('says what to install where a client is missing', async () => {
  const missing = `pg-${process.pid}`;
  const load = loadClient('pg', async () => import(missing));
  await expect(load).rejects.toMatchObject({
    code: 'LEDGER_CLIENT',
    message: expect.stringContaining('npm install -D pg') as unknown,
  });
});

describe('numbers that are issued in blocks', () => {
  it('go to each asker once, in the order in which they asked', async () => {
    const blocks: number[] = [];
    let last = 0;
    const next = createBatches(async (_, count) => {
      blocks.push(count);
      await Promise.resolve();
      last += count;
      return last - count + 1;
    });
    const subject = { name: 'shop', version: '1.4.3' };
    const early = [next(subject), next(subject), next(subject)];
    await Promise.resolve();
    await Promise.resolve();
    const late = [next(subject), next(subject)];
    expect(await Promise.all([...early, ...late])).toEqual([1, 2, 3, 4, 5]);
    expect(blocks).toEqual([3, 2]);
  });

  it('fail for all who share a block, and not for who asks after them', async () => {
    let asked = 0;
    const next = createBatches(async () =>
      asked++ ? Promise.resolve(7) : Promise.reject(new Error('gone')),
    );
    const subject = { name: 'shop', version: '1.4.3' };
    const both = await Promise.allSettled([next(subject), next(subject)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await next(subject)).toBe(7);
  });
});

it('refuses one release with two contents in one list', () => {
  const release = { name: 'shop', version: '1.4.3', digest: 'a', time: '2026-11-21T02:00:00Z' };
  expect(() => checkRecorded([release, { ...release, digest: 'b' }], [])).toThrow(
    /on record with other content/,
  );
  expect(() => checkRecorded([release, release], [release])).not.toThrow();
});

describe('an error', () => {
  it.each([
    ['57P03', 'passing'],
    ['53300', 'passing'],
    ['08006', 'passing'],
    ['42501', 'refused'],
    ['53100', 'refused'],
    ['EPIPE', 'lost'],
    ['ECONNRESET', 'lost'],
  ])('of PostgreSQL, %s, is %s', (code, mishap) => {
    expect(judgePostgres(Object.assign(new Error('x'), { code }))).toBe(mishap);
  });

  it.each([
    ['LOADING Redis is loading the dataset in memory', 'passing'],
    ['ERR max number of clients reached', 'passing'],
    ['OOM command not allowed', 'refused'],
    ['MISCONF Errors writing to the AOF file', 'refused'],
    ['READONLY You can’t write against a read only replica.', 'refused'],
    ['Socket closed unexpectedly', 'lost'],
  ])('of Redis, %s, is %s', (message, mishap) => {
    expect(judgeRedis(new Error(message))).toBe(mishap);
  });
});

describe('a Redis', () => {
  const good = { isLogged: true, fsync: 'always', eviction: 'noeviction' };
  it.each([
    [{}, 'durable'],
    [{ eviction: 'volatile-lru' }, 'durable'],
    [{ fsync: 'everysec' }, 'delayed'],
    [{ fsync: undefined }, 'delayed'],
    [{ fsync: 'no' }, 'unsafe'],
    [{ isLogged: false }, 'unsafe'],
    [{ isLogged: undefined }, 'unsafe'],
    [{ eviction: undefined }, 'unsafe'],
    [{ eviction: 'allkeys-random' }, 'unsafe'],
  ] as const)('with %j is %s', (settings, kind) => {
    expect(judgeDurability({ ...good, ...settings }).kind).toBe(kind);
  });

  it.each([
    [[[0, 100]], 'nothing is held'],
    [
      [
        [30, 100],
        [50, 100],
        [20, 130],
      ],
      'what was held is written, though more came',
    ],
    [
      [
        [30, 100],
        [10, 40],
      ],
      'the file was rewritten',
    ],
  ])('has settled after %j: %s', async (states) => {
    let asked = 0;
    await settle(async () => {
      const [held, size] = states[asked++] ?? [];
      return Promise.resolve(`aof_current_size:${size}\r\naof_buffer_length:${held}\r\n`);
    });
    expect(asked).toBe(states.length);
  });
});
