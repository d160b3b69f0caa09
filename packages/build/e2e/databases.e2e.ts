import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseLedgerOptions } from '../src/revision/database/options.ts';
import type { Ledger } from '../src/revision/ledger.ts';
import { postgresLedger } from '../src/revision/postgres.ts';
import { redisLedger } from '../src/revision/redis.ts';
import { startPostgres } from '@verstamp/testing/postgres';
import { startProxy, type Proxy } from '@verstamp/testing/proxy';
import { startRedis } from '@verstamp/testing/redis';
import type { DatabaseServer } from '@verstamp/testing/database-server';
import { isFull } from '@verstamp/testing/size';
import { createWorkload } from './workload.ts';

const ROUNDS = isFull ? 20 : 2;
const NUMBERS = isFull ? 157 : 5;

type Open = (url: string, options?: DatabaseLedgerOptions) => Ledger;
type Start = () => Promise<DatabaseServer>;

const openRedis: Open = (url, options) => redisLedger(url, { warn: () => undefined, ...options });
// Its commits are asynchronous unless the ledger asks for more.
const startLazyPostgres: Start = async () =>
  startPostgres(['synchronous_commit=off', 'wal_writer_delay=10s']);
const startDelayedRedis: Start = async () => startRedis(['--appendfsync', 'everysec']);

/** The last column: how many numbers are left out when an answer is lost. */
const DATABASES: readonly (readonly [title: string, start: Start, open: Open, gap: number])[] = [
  ['PostgreSQL', startLazyPostgres, postgresLedger, 0],
  ['Redis', startRedis, openRedis, 1],
  ['Redis that syncs once a second', startDelayedRedis, openRedis, 1],
];

const through = ({ url, port }: DatabaseServer, proxy: Proxy) => url.replace(`:${port}`, `:${proxy.port}`);

const shop = { name: 'shop', version: '1.4.3' };

describe.each(DATABASES)('a ledger in %s', (_, start, open, gap) => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(async () => server.remove());

  it(`issues ${64 * NUMBERS} numbers to 64 that ask at once, each once`, async () => {
    const ledgers = Array.from({ length: 64 }, () => open(server.url));
    const issued = await Promise.all(
      ledgers.map(async (ledger, index) => {
        const numbers: number[] = [];
        while (numbers.length < NUMBERS) {
          numbers.push(index % 2 ? await ledger.next(shop) : await ledger.issue(shop, 1));
        }
        return numbers;
      }),
    );
    for (const numbers of issued) expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const all = new Set(issued.flat());
    expect(all.size).toBe(64 * NUMBERS);
    expect(Math.max(...all)).toBe(64 * NUMBERS);
  }, 120_000);

  it(`issues nothing twice and loses no release when the server is killed ${ROUNDS} times`, async () => {
    const work = createWorkload(() => open(server.url));
    for (let round = 0; round < ROUNDS; round++) {
      await work.untilAnswers(work.answers + 20 + Math.floor(Math.random() * (isFull ? 600 : 200)));
      await server.kill();
      await server.start();
    }
    await work.untilAnswers(work.answers + 20);
    await work.stop();
    const { numbers, recorded, claimed, failures } = work;
    expect(failures).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.length).toBeGreaterThan(ROUNDS * 10);
    const { releases, claims } = await open(server.url).read();
    const known = new Map(releases.map(({ version, digest }) => [version, digest]));
    expect(recorded.length).toBeGreaterThan(ROUNDS);
    for (const [version, digest] of recorded) expect(known.get(version)).toBe(digest);
    const holding = new Set(claims.flatMap((claim) => claim.releases.map(({ version }) => version)));
    expect(claimed.filter((version) => !holding.has(version))).toEqual([]);
  }, 240_000);

  describe('behind a bad network', () => {
    it('names the server that stopped answering, never the password, and goes on when it answers', async () => {
      const proxy = await startProxy(server.port);
      const ledger = open(through(server, proxy), { silenceMs: 300 });
      const first = await ledger.next(shop);
      proxy.freeze();
      for (const silent of [ledger, open(through(server, proxy), { silenceMs: 300 })]) {
        const began = performance.now();
        const error = await silent.next(shop).catch((reason: unknown) => reason);
        expect(performance.now() - began).toBeLessThan(2000);
        expect(error).toMatchObject({
          code: 'LEDGER_UNREACHABLE',
          message: expect.stringMatching(
            new RegExp(`127\\.0\\.0\\.1:${proxy.port}.*nothing came from it for 0\\.3 s`),
          ) as unknown,
        });
        expect(inspect(error, { depth: Infinity })).not.toContain('hunter2');
      }
      proxy.thaw();
      expect(await ledger.next(shop)).toBeGreaterThan(first);
      await proxy.close();
    });

    it('goes on with the number, the claim and the record whose answers were lost', async () => {
      const proxy = await startProxy(server.port);
      const ledger = open(through(server, proxy));
      const first = await ledger.next(shop);
      proxy.loseAnswer();
      expect(await ledger.next(shop)).toBe(first + 1 + gap);
      expect(await ledger.next(shop)).toBe(first + 2 + gap);
      const release = { name: 'lost', version: `1.0.${first}` };
      proxy.loseAnswer();
      const outcome = await ledger.claim({ releases: [release], owner: 'a', durationMs: 60_000 });
      expect(outcome.kind).toBe('claimed');
      proxy.loseAnswer();
      await ledger.record([{ ...release, digest: 'sha256-aa', time: '2026-11-21T02:00:00Z' }]);
      const recorded = expect.objectContaining({ ...release, digest: 'sha256-aa' }) as unknown;
      expect((await ledger.read()).releases).toContainEqual(recorded);
      await proxy.close();
    });
  });
});
