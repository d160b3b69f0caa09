import { checkRecorded } from '../database/rows.ts';
import type { Release } from '../ledger.ts';
import { isRelease, parseValue } from '../parse.ts';
import type { AskPostgres, Rows } from './connect.ts';
import * as sql from './statements.ts';

/** Releases that are recorded. */
export interface Recording {
  readonly releases: readonly Release[];
  /** How messages name the ledger. */
  readonly label: string;
}

/**
 * Records releases and ends their claims; within a transaction.
 *
 * @throws VerstampError `RELEASE_RECORDED`, `LEDGER_DAMAGED`.
 */
export async function recordAll(ask: AskPostgres, { releases, label }: Recording): Promise<void> {
  const values = [JSON.stringify(releases)];
  await ask({ text: sql.RECORD, values });
  checkRecorded(releases, parseReleases(await ask({ text: sql.RECORDED, values }), label));
  await ask({ text: sql.SETTLE, values });
}

/**
 * Parses the rows of releases.
 *
 * @throws VerstampError `LEDGER_DAMAGED`.
 */
export function parseReleases(rows: Rows, ledger: string): readonly Release[] {
  return rows.map(({ release }) => parseValue(release, isRelease, { ledger, row: 'verstamp_releases' }));
}
