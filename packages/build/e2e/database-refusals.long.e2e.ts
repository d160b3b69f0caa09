import { inspect } from 'node:util';
import pg from 'pg';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../src/revision/ledger.ts';
import { postgresLedger } from '../src/revision/postgres.ts';
import { redisLedger } from '../src/revision/redis.ts';
import { startPostgres } from '@verstamp/testing/postgres';
import { startRedis } from '@verstamp/testing/redis';
import type { DatabaseServer } from '@verstamp/testing/database-server';
import { findFreePort } from '@verstamp/testing/port';

const shop = { name: 'shop', version: '1.4.3' };

/** Asks a ledger that must refuse, and gives the error, in which no password may be. */
async function refuse(ledger: Ledger): Promise<unknown> {
  const error = await ledger.next(shop).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(Error);
  expect(inspect(error, { depth: Infinity, showHidden: true })).not.toMatch(/hunter2|hunter3/);
  return error;
}

const inGuests = (url: string) => url.replace(/\/postgres$/, '/guests');

const says = (code: string, text: RegExp) => ({ code, message: expect.stringMatching(text) as unknown });

describe('PostgreSQL', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => server.remove());
  const query = async (text: string) => {
    const client = new pg.Client(server.url);
    await client.connect();
    await client.query(text);
    await client.end();
  };
  const open = (change: (url: string) => string = (url) => url) =>
    postgresLedger(change(server.url), { silenceMs: 3000 });

  it.each([
    [
      'a wrong password',
      /password authentication failed/,
      (url: string) => url.replace('hunter2', 'hunter3'),
    ],
    ['a database that is not there', /database \\"nobody\\" does not exist/, (url: string) => `${url}x`],
    [
      'a setting that is not there',
      /unrecognized configuration/,
      (url: string) => `${url}?options=-cno.x%3D1%20-cy%3D1`,
    ],
  ])('says that there is %s', async (_, text, change) => {
    const url = (given: string) => change(given).replace('postgresx', 'nobody');
    expect(await refuse(open(url))).toMatchObject(says('LEDGER_UNREACHABLE', text));
  });

  it('says at once that nobody listens', async () => {
    const port = await findFreePort();
    const ledger = open((url) => url.replace(`:${server.port}`, `:${port}`));
    expect(await refuse(ledger)).toMatchObject(says('LEDGER_UNREACHABLE', /ECONNREFUSED/));
  });

  it('says that the account may not, and is used by one that may no more than it needs', async () => {
    await query(`CREATE ROLE guest LOGIN PASSWORD 'hunter3'`);
    await query('CREATE DATABASE guests');
    const guest = open((url) =>
      url.replace('ci:hunter2-postgres', 'guest:hunter3').replace('/postgres', '/guests'),
    );
    expect(await refuse(guest)).toMatchObject(
      says('LEDGER_UNREACHABLE', /permission denied for schema public/),
    );
    await open(inGuests).next(shop);
    expect(await refuse(guest)).toMatchObject(says('LEDGER_UNREACHABLE', /permission denied for table/));
    const admin = new pg.Client(inGuests(server.url));
    await admin.connect();
    await admin.query(`GRANT SELECT ON verstamp_format TO guest`);
    await admin.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON verstamp_revisions TO guest`);
    await admin.end();
    expect(await guest.next(shop)).toBe(2);
  });

  it('refuses a newer format, a lost format and the greatest number', async () => {
    const ledger = open();
    await ledger.next(shop);
    await query('UPDATE verstamp_format SET format = 2');
    expect(await refuse(open())).toMatchObject(says('LEDGER_NEWER', /format 2\. Expected at most 1/));
    await query('DELETE FROM verstamp_format');
    expect(await refuse(open())).toMatchObject(says('LEDGER_DAMAGED', /verstamp_format/));
    await query('INSERT INTO verstamp_format VALUES (1)');
    await query('UPDATE verstamp_revisions SET last = 9007199254740990');
    expect(await open().next(shop)).toBe(Number.MAX_SAFE_INTEGER);
    expect(await refuse(open())).toMatchObject({ code: 'REVISION_INVALID' });
    expect(await refuse(open())).toMatchObject({ code: 'REVISION_INVALID' });
    await query('DROP TABLE verstamp_revisions');
    expect(await refuse(open())).toMatchObject(says('LEDGER_UNREACHABLE', /does not exist/));
  });

  it('makes its tables once when many come first', async () => {
    await query('CREATE SCHEMA crowd');
    const crowd = Array.from({ length: 16 }, () => open((url) => `${url}?options=-csearch_path%3Dcrowd`));
    const numbers = await Promise.all(crowd.map(async (ledger) => ledger.next(shop)));
    expect(new Set(numbers).size).toBe(16);
  });

  it('says that the disk is full, and keeps what it confirmed', async () => {
    const small = await startPostgres([], { longestFile: 2 ** 21 });
    const ledger = postgresLedger(small.url);
    await ledger.next(shop);
    const record = async (round: number) => {
      // It does not compress.
      const digest = Array.from({ length: 500 }, () => Math.random().toString(36)).join('');
      const releases = Array.from({ length: 50 }, (_, index) => {
        return { name: `p${index}`, version: `1.0.${round}`, digest, time: '2026-11-21T02:00:00Z' };
      });
      await ledger.record(releases);
    };
    let rounds = 0;
    const fill = async (): Promise<void> => {
      for (; rounds < 30; rounds++) await record(rounds);
    };
    const full: unknown = await fill().catch((error: unknown) => error);
    expect(full).toMatchObject(says('LEDGER_UNREACHABLE', /could not extend file.*has room/));
    expect((await ledger.read()).releases.length).toBe(50 * rounds);
    expect(rounds).toBeGreaterThan(0);
    expect(await ledger.next(shop)).toBe(2);
    await small.remove();
  });

  it('refuses a server that does not sync', async () => {
    const unsafe = await startPostgres(['fsync=off']);
    expect(await refuse(postgresLedger(unsafe.url))).toMatchObject(says('LEDGER_UNSAFE', /fsync is off/));
    await unsafe.remove();
  });
});

describe('Redis', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => server.remove());
  const send = async (...command: readonly string[]) => {
    const client = createClient({ url: server.url });
    await client.connect();
    await client.sendCommand([...command]);
    client.destroy();
  };
  const open = (change: (url: string) => string = (url) => url) =>
    redisLedger(change(server.url), { silenceMs: 3000, warn: () => undefined });

  it('says that the password is wrong, and at once that nobody listens', async () => {
    const wrong = open((url) => url.replace('hunter2', 'hunter3'));
    expect(await refuse(wrong)).toMatchObject(says('LEDGER_UNREACHABLE', /WRONGPASS/));
    const port = await findFreePort();
    const nobody = open((url) => url.replace(`:${server.port}`, `:${port}`));
    expect(await refuse(nobody)).toMatchObject(says('LEDGER_UNREACHABLE', /ECONNREFUSED/));
  });

  it.each([
    ['may not write', ['+@read', '+info', '+config|get'], 'LEDGER_UNREACHABLE', /NOPERM/],
    [
      'may not be asked whether it keeps anything',
      ['+@all', '-info', '-config'],
      'LEDGER_UNSAFE',
      /neither INFO nor CONFIG/,
    ],
  ])('says that the account %s', async (_, rights, code, text) => {
    await send('ACL', 'SETUSER', 'guest', 'reset', 'on', '>hunter3', '~*', ...rights);
    const guest = open((url) => url.replace(':hunter2-redis', 'guest:hunter3'));
    expect(await refuse(guest)).toMatchObject(says(code, text));
  });

  it.each([['+info'], ['+config|get']])('is content with an account that has only %s', async (right) => {
    await send(
      'ACL',
      'SETUSER',
      'guest',
      'reset',
      'on',
      '>hunter3',
      '~{verstamp}:*',
      '+eval',
      '+evalsha',
      '+hget',
      '+hset',
      '+hincrby',
      right,
    );
    expect(await open((url) => url.replace(':hunter2-redis', 'guest:hunter3')).next(shop)).toBeGreaterThan(0);
  });

  it.each([
    ['appendonly', 'no', 'yes', /append-only file is off/],
    ['appendfsync', 'no', 'always', /appendfsync is \\?"no/],
    ['maxmemory-policy', 'allkeys-lru', 'noeviction', /may evict any key/],
  ])('refuses %s %s', async (name, bad, good, text) => {
    await send('CONFIG', 'SET', name, bad);
    expect(await refuse(open())).toMatchObject(says('LEDGER_UNSAFE', text));
    await send('CONFIG', 'SET', name, good);
    expect(await open().next(shop)).toBeGreaterThan(0);
  });

  it('says once that a crash of the machine may lose a second', async () => {
    await send('CONFIG', 'SET', 'appendfsync', 'everysec');
    const said: string[] = [];
    const warn = (message: string) => void said.push(message);
    await redisLedger(`${server.url}/1`, { warn }).next(shop);
    await redisLedger(`${server.url}/1`, { warn }).next(shop);
    await send('CONFIG', 'SET', 'appendfsync', 'always');
    expect(said).toEqual([expect.stringMatching(/127\.0\.0\.1:\d+\/1 writes its append-only file/)]);
    expect(said[0]).not.toContain('hunter2');
  });

  it('issues nothing where it is full', async () => {
    await send('CONFIG', 'SET', 'maxmemory', '1');
    expect(await refuse(open())).toMatchObject(says('LEDGER_UNREACHABLE', /OOM/));
    await send('CONFIG', 'SET', 'maxmemory', '0');
  });

  it('refuses a newer format, a number that is none, and the greatest number', async () => {
    const at = '{verstamp}:ledger';
    await open().next(shop);
    await send('HSET', at, 'format', '2');
    expect(await refuse(open())).toMatchObject(says('LEDGER_NEWER', /format 2\. Expected at most 1/));
    const counting = open();
    await send('HSET', at, 'format', '1');
    await counting.next(shop);
    await send('HSET', at, 'format', '2', 'r:shop', 'x');
    expect(await refuse(counting)).toMatchObject(says('LEDGER_NEWER', /format 2/));
    await send('HSET', at, 'format', '1');
    expect(await refuse(counting)).toMatchObject(says('LEDGER_DAMAGED', /r:shop/));
    expect(await refuse(open())).toMatchObject(says('LEDGER_DAMAGED', /r:shop/));
    await expect(open().read()).rejects.toMatchObject(says('LEDGER_DAMAGED', /shop/));
    await send('HSET', at, 'r:shop', '9007199254740989');
    // The client `redis` reads the greatest number of all as one more.
    expect(await open().next(shop)).toBe(Number.MAX_SAFE_INTEGER - 1);
    expect(await refuse(open())).toMatchObject({ code: 'REVISION_INVALID' });
    expect(await refuse(open())).toMatchObject({ code: 'REVISION_INVALID' });
  });
});
