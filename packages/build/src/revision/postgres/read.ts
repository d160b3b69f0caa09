import { splitByLife } from '../claims.ts';
import type { LedgerContents } from '../ledger.ts';
import { parseValue } from '../parse.ts';
import { isRevision } from '../source.ts';
import { parseClaimRows } from './claim.ts';
import type { AskPostgres, Rows } from './connect.ts';
import { parseReleases } from './record.ts';
import * as sql from './statements.ts';

/** A ledger that is read. */
export interface Reading {
  /** How messages name the ledger. */
  readonly label: string;
  readonly now: (() => number) | undefined;
}

/**
 * Reads everything; within a transaction that sees one moment.
 *
 * @throws VerstampError `LEDGER_DAMAGED`.
 */
export async function readAll(ask: AskPostgres, { label, now }: Reading): Promise<LedgerContents> {
  const claims = await ask({ text: sql.CLAIMS, values: [now?.()] });
  const counts = await readPages(ask, 'verstamp_revisions_page');
  const releases = await readPages(ask, 'verstamp_releases_page');
  return {
    revisions: new Map(
      counts.map(({ name, last }) => {
        const row = String(name);
        return [row, parseValue(Number(last), isRevision, { ledger: label, row })];
      }),
    ),
    ...splitByLife(parseClaimRows(claims, label), Number(claims[0]?.['now'] ?? 0)),
    releases: parseReleases(releases, label),
  };
}

/** Reads a page at a time, so that a great ledger is not taken for a silent one. */
async function readPages(ask: AskPostgres, cursor: string): Promise<Rows> {
  const rows: Rows[number][] = [];
  for (;;) {
    const page = await ask({ text: `FETCH 5000 FROM ${cursor}` });
    if (page.length === 0) return rows;
    rows.push(...page);
  }
}
