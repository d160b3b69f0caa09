import { parseAddress } from './database/address.ts';
import { createBatches } from './database/batch.ts';
import { createNonces } from './database/nonce.ts';
import type { DatabaseLedgerOptions } from './database/options.ts';
import { createRows } from './database/rows.ts';
import { createSession } from './database/session.ts';
import type { Ledger } from './ledger.ts';
import { checkTables } from './postgres/check.ts';
import { claimAll } from './postgres/claim.ts';
import { connectPostgres, judgePostgres, type AskPostgres } from './postgres/connect.ts';
import { issueBlock } from './postgres/issue.ts';
import { readAll } from './postgres/read.ts';
import { recordAll } from './postgres/record.ts';
import * as sql from './postgres/statements.ts';
import { commit } from './postgres/transaction.ts';
import { checkRevision, type Subject } from './source.ts';

/**
 * Creates a ledger in PostgreSQL, for fleets: 1, 2, 3 … for each name. It needs the client `pg`, and makes its
 * tables, `verstamp_*`, when it is first used.
 *
 * @throws VerstampError `LEDGER_UNKNOWN` if the URL is not one; from its methods: `LEDGER_UNREACHABLE`,
 * `LEDGER_UNSAFE` if the server does not keep what it confirmed, `LEDGER_NEWER`, `LEDGER_CLIENT`,
 * `LEDGER_DAMAGED`, `RELEASE_RECORDED`.
 */
export function postgresLedger(url: string, options: DatabaseLedgerOptions = {}): Ledger {
  const { start = 1, silenceMs = 10_000, now } = options;
  checkRevision(start, 'start');
  const nameQuestion = createNonces();
  const address = parseAddress(url, ['postgres:', 'postgresql:']);
  const { label } = address;
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
      return transact(async (ask) => claimAll(ask, { claim, values, label }));
    },
    drop: async ({ nonce }) => run(async (ask) => void (await ask({ text: sql.DROP, values: [nonce] }))),
    async record(releases) {
      if (releases.length > 0) await transact(async (ask) => recordAll(ask, { releases, label }));
    },
    read: async () =>
      run(async (ask) => commit(ask, { begin: sql.READ, act: async () => readAll(ask, { label, now }) })),
  };
}
