import { codeOf } from '../../failure.ts';
import { checkRevision, type Subject } from '../source.ts';
import type { AskPostgres, Query, Rows } from './connect.ts';
import * as sql from './statements.ts';

/** A block of numbers that is asked for. */
export interface Block {
  readonly subject: Subject;
  readonly count: number;
  readonly start: number;
  /** Names the question, by which it finds its answer when it is asked again. */
  readonly nonce: string;
}

/**
 * Issues a block, and returns its first number.
 *
 * @throws VerstampError `REVISION_INVALID` if the count is used up.
 */
export async function issueBlock(ask: AskPostgres, { subject, count, start, nonce }: Block): Promise<number> {
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

/** Returns the rows of the first statement that has any. */
async function askFirst(ask: AskPostgres, [query, ...rest]: readonly Query[]): Promise<Rows> {
  if (!query) return [];
  const rows = await ask(query);
  return rows.length > 0 ? rows : askFirst(ask, rest);
}
