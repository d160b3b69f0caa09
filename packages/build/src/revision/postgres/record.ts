import { checkRecorded } from '../database/rows.ts';
import type { Release } from '../ledger.ts';
import type { AskPostgres } from './connect.ts';
import * as sql from './statements.ts';

/**
 * Records releases and ends their claims; within a transaction.
 *
 * @throws VerstampError `RELEASE_RECORDED`.
 */
export async function recordAll(ask: AskPostgres, releases: readonly Release[]): Promise<void> {
  const values = [JSON.stringify(releases)];
  await ask({ text: sql.RECORD, values });
  const recorded = await ask({ text: sql.RECORDED, values });
  checkRecorded(
    releases,
    recorded.map(({ release }) => release as Release),
  );
  await ask({ text: sql.SETTLE, values });
}
