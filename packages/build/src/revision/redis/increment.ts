import { ledgerRow } from '@verstamp/core/problems';
import { messageOf } from '../../failure.ts';
import type { AskRedis } from './connect.ts';
import { checkFormat } from './evaluate.ts';

/** A number that stands in a field of a hash. */
export interface Counter {
  readonly key: string;
  readonly field: string;
  /** How much is added to it. */
  readonly count: number;
  /** How messages name the ledger. */
  readonly label: string;
}

/**
 * Adds to a number, and returns what it is then.
 *
 * @throws VerstampError `LEDGER_NEWER`, `LEDGER_DAMAGED` if the field does not hold a number.
 */
export async function increment(ask: AskRedis, { key, field, count, label }: Counter): Promise<unknown> {
  try {
    return await ask(['HINCRBY', key, field, String(count)]);
  } catch (error) {
    if (!messageOf(error).includes('not an integer')) throw error;
    checkFormat(await ask(['HGET', key, 'format']), label);
    throw ledgerRow({ ledger: label, row: field });
  }
}
