import { warnOnce } from '../warn.ts';
import { parseAddress } from './database/address.ts';
import { createBatches } from './database/batch.ts';
import type { DatabaseLedgerOptions } from './database/options.ts';
import { checkRecorded, createRows } from './database/rows.ts';
import { createSession } from './database/session.ts';
import type { Ledger } from './ledger.ts';
import { checkServer, formatDelay } from './redis/check.ts';
import { claimValues, parseOutcome } from './redis/claim.ts';
import { connectRedis, judgeRedis, type AskRedis } from './redis/connect.ts';
import { settle } from './redis/durability.ts';
import { checkFormat, evaluate, nameKeys, type Evaluation } from './redis/evaluate.ts';
import { increment } from './redis/increment.ts';
import { readAll } from './redis/read.ts';
import { checkOthers, valuesOf } from './redis/record.ts';
import * as lua from './redis/scripts.ts';
import { checkRevision, type Subject } from './source.ts';

/** Options of a ledger in Redis. */
export interface RedisLedgerOptions extends DatabaseLedgerOptions {
  /**
   * What its keys begin with; each ledger on a server has its own.
   * @default 'verstamp'
   */
  readonly prefix?: string;
  /**
   * Says once that a crash of the server's machine may lose the last second.
   * @default console.warn
   */
  readonly warn?: (message: string) => void;
}

/**
 * Creates a ledger in Redis, for fleets: 1, 2, 3 … for each name. It needs the client `redis`, and a server whose
 * append-only file is on. A number whose answer was lost on the way is left out.
 *
 * @throws VerstampError `LEDGER_UNKNOWN` if the URL is not one; from its methods: `LEDGER_UNREACHABLE`,
 * `LEDGER_UNSAFE` if the server does not keep what it confirmed, `LEDGER_NEWER`, `LEDGER_CLIENT`,
 * `LEDGER_DAMAGED`, `RELEASE_RECORDED`.
 */
export function redisLedger(url: string, options: RedisLedgerOptions = {}): Ledger {
  const { start = 1, silenceMs = 10_000, now, prefix = 'verstamp', warn = console.warn } = options;
  checkRevision(start, 'start');
  const address = parseAddress(url, ['redis:', 'rediss:']);
  const { label } = address;
  const keys = nameKeys(prefix);
  const begun = new Set<string>();
  let isDelayed = true;
  const run = createSession({
    address,
    silenceMs,
    connect: async () => connectRedis(address),
    async check(ask) {
      // First: a server that is still loading says so here, and calls its append-only file off until it has loaded.
      checkFormat(await ask(['HGET', keys[0], 'format']), label);
      isDelayed = await checkServer(ask, label);
      if (isDelayed) warnOnce(label, () => warn(formatDelay(label)));
    },
    judge: judgeRedis,
  });
  const write = <T>(act: (ask: AskRedis) => Promise<T>): Promise<T> =>
    run(async (ask) => {
      const answer = await act(ask);
      if (isDelayed) await settle(ask);
      return answer;
    });
  const transact = (script: string, values: Evaluation['values']): Promise<unknown> =>
    write(async (ask) => evaluate(ask, { script, keys, values, label }));
  // A process whose answer was lost gets the next number: to remember each answer costs the server more than to count.
  const issue = async ({ name }: Subject, count: number): Promise<number> => {
    checkRevision(count - 1, 'count');
    const field = `r:${name}`;
    const last = begun.has(name)
      ? await write(async (ask) => increment(ask, { key: keys[0], field, count, label }))
      : await transact(lua.BEGIN, [field, start, count]);
    begun.add(name);
    return checkRevision(Number(last), 'redis') - count + 1;
  };
  return {
    source: 'redis',
    issue,
    next: createBatches(issue),
    async claim(request) {
      const claim = createRows(request);
      const values = claimValues(claim, { request, now });
      return parseOutcome(await transact(lua.CLAIM, values), claim, label);
    },
    drop: async ({ nonce }) => void (await transact(lua.DROP, [nonce])),
    async record(releases) {
      if (releases.length === 0) return;
      checkRecorded(releases, []);
      checkOthers(await transact(lua.RECORD, valuesOf(releases)), releases, label);
    },
    read: async () => run(async (ask) => readAll(ask, { keys, label, now })),
  };
}
