import { ledgerRow, ledgerUnsafe } from '@verstamp/core/problems';
import { warnOnce } from '../warn.ts';
import { findHolders, isLive, keyOf } from './claims.ts';
import { parseAddress } from './database/address.ts';
import { createBatches } from './database/batch.ts';
import type { DatabaseLedgerOptions } from './database/options.ts';
import { checkRecorded, createRows, groupClaims, splitClaims, type ClaimRow } from './database/rows.ts';
import { createSession } from './database/session.ts';
import type { Claim, ClaimOutcome, ClaimRequest, Ledger, LedgerContents, Release } from './ledger.ts';
import { connectRedis, judgeRedis, type AskRedis } from './redis/connect.ts';
import { judgeDurability, readSettings, settle } from './redis/durability.ts';
import { checkFormat, evaluate, nameKeys, type Evaluation } from './redis/evaluate.ts';
import { increment } from './redis/increment.ts';
import * as lua from './redis/scripts.ts';
import { checkRevision, type Subject } from './source.ts';

/** What a ledger in Redis may be told. */
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
 * @throws VerstampError `LEDGER_UNKNOWN` where the URL is none; from its methods: `LEDGER_UNREACHABLE`,
 * `LEDGER_UNSAFE` where the server does not keep what it confirmed, `LEDGER_NEWER`, `LEDGER_CLIENT`,
 * `LEDGER_DAMAGED`.
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
  // Whose answer was lost gets the next number: to remember who got which costs the server more than to count.
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
      return readOutcome(await transact(lua.CLAIM, values), claim);
    },
    drop: async ({ nonce }) => void (await transact(lua.DROP, [nonce])),
    async record(releases) {
      if (releases.length === 0) return;
      checkRecorded(releases, []);
      const values = releases.flatMap((release) => [keyOf(release), JSON.stringify(release)]);
      const others = (await transact(lua.RECORD, values)) as readonly string[];
      checkRecorded(
        releases,
        others.map((text) => JSON.parse(text) as Release),
      );
    },
    async find(subject) {
      const text = await run(async (ask) => ask(['HGET', keys[0], `p:${keyOf(subject)}`]));
      return typeof text === 'string' ? (JSON.parse(text) as Release) : undefined;
    },
    read: async () => run(async (ask) => readAll(ask, { keys, label, now })),
  };
}

function formatDelay(label: string): string {
  return (
    `verstamp: ${label} writes its append-only file to disk once a second: a crash of its machine may lose the last ` +
    'numbers and releases. "appendfsync always" in its settings keeps them.'
  );
}

/** Refuses a server that does not keep a ledger; says whether what it confirms may be in memory still. */
async function checkServer(ask: AskRedis, ledger: string): Promise<boolean> {
  const durability = judgeDurability(await readSettings(ask));
  if (durability.kind === 'unsafe') {
    const { reason, needed } = durability;
    throw ledgerUnsafe({ ledger, reason, needed });
  }
  return durability.kind === 'delayed';
}

interface ClaimQuestion {
  readonly request: ClaimRequest;
  readonly now: (() => number) | undefined;
}

function claimValues(claim: Claim, { request, now }: ClaimQuestion): readonly (string | number)[] {
  const rows = claim.releases.flatMap((release) => [keyOf(release), JSON.stringify(release)]);
  return [now?.() ?? '', request.durationMs, claim.nonce, claim.owner, ...rows];
}

function readOutcome(answer: unknown, claim: Claim): ClaimOutcome {
  const [kind, time, rows] = answer as readonly [kind: string, time: string, rows?: readonly string[]];
  if (kind === 'claimed') {
    return { kind, claim: { ...claim, expires: new Date(Number(time)).toISOString() } };
  }
  const live = groupClaims((rows ?? []).map(parseClaim)).filter((other) => isLive(other, Number(time)));
  return { kind: 'held', by: findHolders(live, claim) };
}

function parseClaim(text: string): ClaimRow {
  const { release, ...row } = JSON.parse(text) as Omit<ClaimRow, 'release'> & { readonly release: string };
  return { ...row, release: JSON.parse(release) as ClaimRow['release'] };
}

interface Reading {
  readonly keys: readonly [ledger: string, claims: string];
  readonly label: string;
  readonly now: (() => number) | undefined;
}

async function readAll(ask: AskRedis, { keys, label, now }: Reading): Promise<LedgerContents> {
  const [seconds] = (await ask(['TIME'])) as readonly string[];
  const claims = await scan(ask, keys[1]);
  const revisions = new Map<string, number>();
  const releases: Release[] = [];
  for (const [field, value] of await scan(ask, keys[0])) {
    const name = field.slice(2);
    if (field.startsWith('r:')) revisions.set(name, readCount(value, { label, name }));
    else if (field.startsWith('p:')) releases.push(readRelease(value, { label, name }));
  }
  releases.sort((a, b) => (a.time < b.time ? -1 : 1));
  const rows = [...claims.values()].map(parseClaim);
  return { revisions, ...splitClaims(rows, now?.() ?? Number(seconds) * 1000), releases };
}

/** A page at a time, so that a great ledger neither stops the server nor is taken for a silent one. */
async function scan(ask: AskRedis, key: string): Promise<ReadonlyMap<string, string>> {
  const fields = new Map<string, string>();
  let cursor = '0';
  do {
    const answer = await ask(['HSCAN', key, cursor, 'COUNT', '1000']);
    const [next, page] = answer as readonly [string, readonly string[]];
    for (let at = 0; at + 1 < page.length; at += 2) fields.set(page[at] ?? '', page[at + 1] ?? '');
    cursor = next;
  } while (cursor !== '0');
  return fields;
}

interface Place {
  readonly label: string;
  readonly name: string;
}

function readCount(value: string, { label, name }: Place): number {
  const last = /^\d{1,16}$/.exec(value)?.[0];
  if (last === undefined) throw ledgerRow({ ledger: label, row: name });
  return checkRevision(Number(last), 'redis');
}

function readRelease(value: string, { label, name }: Place): Release {
  try {
    const release = JSON.parse(value) as Release;
    if (release.digest && keyOf(release) === name) return release;
  } catch {
    // Told below.
  }
  throw ledgerRow({ ledger: label, row: name });
}
