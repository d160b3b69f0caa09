import { ledgerNewer, ledgerRow, ledgerUnsafe } from '@verstamp/core/problems';
import type { DatabaseAddress } from '../database/address.ts';
import { codeOf } from '../../failure.ts';
import type { AskPostgres, Rows } from './connect.ts';
import * as sql from './statements.ts';

/**
 * Creates the tables if there are none, and refuses what cannot keep a ledger.
 *
 * @throws VerstampError `LEDGER_DAMAGED`, `LEDGER_NEWER`, `LEDGER_UNSAFE`.
 */
export async function checkTables(ask: AskPostgres, { label }: DatabaseAddress): Promise<void> {
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
