import { splitClaims } from '../database/rows.ts';
import type { LedgerContents, Release } from '../ledger.ts';
import { checkRevision } from '../source.ts';
import { readClaimRows } from './claim.ts';
import type { AskPostgres, Rows } from './connect.ts';
import * as sql from './statements.ts';

/** Reads everything; within a transaction that sees one moment. */
export async function readAll(ask: AskPostgres, now: (() => number) | undefined): Promise<LedgerContents> {
  const claims = await ask({ text: sql.CLAIMS, values: [now?.()] });
  const counts = await readPages(ask, 'verstamp_revisions_page');
  const releases = await readPages(ask, 'verstamp_releases_page');
  return {
    revisions: new Map(
      counts.map(({ name, last }) => [String(name), checkRevision(Number(last), 'postgres')]),
    ),
    ...splitClaims(readClaimRows(claims), Number(claims[0]?.['now'] ?? 0)),
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
