import { VerstampError } from '@verstamp/core';
import { ledgerNewer, ledgerRow, ledgerUnsafe } from '@verstamp/core/problems';
import { findHolders } from './claims.ts';
import { parseAddress, type DatabaseAddress } from './database/address.ts';
import { createBatches } from './database/batch.ts';
import { createNonces } from './database/nonce.ts';
import type { DatabaseLedgerOptions } from './database/options.ts';
import { checkRecorded, createRows, groupClaims, splitClaims, type ClaimRow } from './database/rows.ts';
import { createSession } from './database/session.ts';
import type { Claim, ClaimOutcome, Ledger, LedgerContents, Release } from './ledger.ts';
import {
  codeOf,
  connectPostgres,
  judgePostgres,
  type AskPostgres,
  type Query,
  type Rows,
} from './postgres/connect.ts';
import * as sql from './postgres/statements.ts';
import { checkRevision, type Subject } from './source.ts';

/**
 * Creates a ledger in PostgreSQL, for fleets: 1, 2, 3 … for each name. It needs the client `pg`, and makes its
 * tables, `verstamp_*`, when it is first used.
 *
 * @throws VerstampError `LEDGER_UNKNOWN` where the URL is none; from its methods: `LEDGER_UNREACHABLE`,
 * `LEDGER_UNSAFE` where the server does not keep what it confirmed, `LEDGER_NEWER`, `LEDGER_CLIENT`,
 * `LEDGER_DAMAGED`.
 */
export function postgresLedger(url: string, options: DatabaseLedgerOptions = {}): Ledger {
  const { start = 1, silenceMs = 10_000, now } = options;
  checkRevision(start, 'start');
  const nameQuestion = createNonces();
  const address = parseAddress(url, ['postgres:', 'postgresql:']);
  const run = createSession({
    address,
    silenceMs,
    connect: async () => connectPostgres(address),
    check: async (ask) => checkTables(ask, address),
    judge: judgePostgres,
  });
  const issue = async (subject: Subject, count: number): Promise<number> => {
    checkRevision(count - 1, 'count');
    const block = { subject, count, start, nonce: nameQuestion() };
    return run(async (ask) => issueBlock(ask, block));
  };
  const transact = async <T>(act: (ask: AskPostgres) => Promise<T>): Promise<T> =>
    run(async (ask) => commit(ask, { begin: sql.formatBegin(silenceMs), act }));
  return {
    source: 'postgres',
    issue,
    next: createBatches(issue),
    async claim(request) {
      const claim = createRows(request);
      const values = [JSON.stringify(claim.releases), claim.nonce, claim.owner, request.durationMs, now?.()];
      return transact(async (ask) => claimAll(ask, { claim, values }));
    },
    drop: async ({ nonce }) => run(async (ask) => void (await ask({ text: sql.DROP, values: [nonce] }))),
    async record(releases) {
      if (releases.length > 0) await transact(async (ask) => recordAll(ask, releases));
    },
    async find({ name, version }) {
      const [row] = await run(async (ask) => ask({ text: sql.FIND, values: [name, version] }));
      return row?.['release'] as Release | undefined;
    },
    read: async () =>
      run(async (ask) => commit(ask, { begin: sql.READ, act: async () => readAll(ask, now) })),
  };
}

/** Makes the tables where there are none, and refuses what cannot keep a ledger. */
async function checkTables(ask: AskPostgres, { label }: DatabaseAddress): Promise<void> {
  let rows: Rows;
  try {
    rows = await ask({ text: sql.CHECK });
  } catch (error) {
    const isMissing = codeOf(error) === '42P01';
    if (!isMissing) throw error;
    await ask({ text: sql.CREATE });
    rows = await ask({ text: sql.CHECK });
  }
  const { format, fsync } = rows[0] ?? {};
  if (typeof format !== 'number') throw ledgerRow({ ledger: label, row: 'verstamp_format' });
  if (format > sql.FORMAT) throw ledgerNewer({ ledger: label, format, known: sql.FORMAT });
  if (fsync !== 'on') throw ledgerUnsafe({ ledger: label, reason: 'fsync is off', needed: 'fsync = on' });
}

interface Block {
  readonly subject: Subject;
  readonly count: number;
  readonly start: number;
  readonly nonce: string;
}

async function issueBlock(ask: AskPostgres, { subject, count, start, nonce }: Block): Promise<number> {
  const { name } = subject;
  try {
    const values = [name, start, count, nonce];
    const [issued] = await askFirst(ask, [
      { text: sql.ISSUE, values },
      { text: sql.ISSUE_FIRST, values },
      { text: sql.ISSUED, values: [name, nonce] },
    ]);
    return checkRevision(Number(issued?.['first'] ?? Number.NaN), 'postgres');
  } catch (error) {
    // The table's own check: the count is used up.
    if (codeOf(error) === '23514') checkRevision(Number.MAX_SAFE_INTEGER + 1, 'postgres');
    throw error;
  }
}

/** Gives what the first statement gave that gave anything. */
async function askFirst(ask: AskPostgres, [query, ...rest]: readonly Query[]): Promise<Rows> {
  if (!query) return [];
  const rows = await ask(query);
  return rows.length > 0 ? rows : askFirst(ask, rest);
}

interface Transaction<T> {
  readonly begin: string;
  readonly act: (ask: AskPostgres) => Promise<T>;
}

/** What stops with an outcome of ours is rolled back; whatever else goes wrong ends the connection. */
async function commit<T>(ask: AskPostgres, { begin, act }: Transaction<T>): Promise<T> {
  await ask({ text: begin });
  try {
    const result = await act(ask);
    await ask({ text: 'COMMIT' });
    return result;
  } catch (error) {
    if (error instanceof VerstampError) await ask({ text: 'ROLLBACK' });
    throw error;
  }
}

interface ClaimQuestion {
  readonly claim: Claim;
  readonly values: readonly unknown[];
}

async function claimAll(ask: AskPostgres, { claim, values }: ClaimQuestion): Promise<ClaimOutcome> {
  if (claim.releases.length === 0) return { kind: 'claimed', claim };
  const got = await ask({ text: sql.CLAIM, values });
  const [{ expires = 0 } = {}] = got;
  if (got.length === claim.releases.length) {
    return { kind: 'claimed', claim: { ...claim, expires: new Date(Number(expires)).toISOString() } };
  }
  // Those that were not free are locked: who holds them holds them still. Nothing of ours is to stay.
  const by = findHolders(groupClaims(rowsOf(await ask({ text: sql.CLAIMS, values: [undefined] }))), claim);
  await ask({ text: 'ROLLBACK; BEGIN' });
  return { kind: 'held', by };
}

async function recordAll(ask: AskPostgres, releases: readonly Release[]): Promise<void> {
  const values = [JSON.stringify(releases)];
  await ask({ text: sql.RECORD, values });
  const recorded = await ask({ text: sql.RECORDED, values });
  checkRecorded(
    releases,
    recorded.map(({ release }) => release as Release),
  );
  await ask({ text: sql.SETTLE, values });
}

async function readAll(ask: AskPostgres, now: (() => number) | undefined): Promise<LedgerContents> {
  const claims = await ask({ text: sql.CLAIMS, values: [now?.()] });
  const counts = await readPages(ask, 'verstamp_revisions_page');
  const releases = await readPages(ask, 'verstamp_releases_page');
  return {
    revisions: new Map(
      counts.map(({ name, last }) => [String(name), checkRevision(Number(last), 'postgres')]),
    ),
    ...splitClaims(rowsOf(claims), Number(claims[0]?.['now'] ?? 0)),
    releases: releases.map(({ release }) => release as Release),
  };
}

/** A page at a time, so that a great ledger is not taken for a silent one. */
async function readPages(ask: AskPostgres, cursor: string): Promise<Rows> {
  const rows: Rows[number][] = [];
  for (;;) {
    const page = await ask({ text: `FETCH 5000 FROM ${cursor}` });
    if (page.length === 0) return rows;
    rows.push(...page);
  }
}

function rowsOf(rows: Rows): readonly ClaimRow[] {
  return rows.map(({ nonce, owner, expires, release }) => ({
    nonce: String(nonce),
    owner: String(owner),
    expires: Number(expires),
    release: release as ClaimRow['release'],
  }));
}
