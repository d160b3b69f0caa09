import { findHolders } from '../claims.ts';
import { parseClaims } from '../database/rows.ts';
import type { Claim, ClaimOutcome } from '../ledger.ts';
import type { AskPostgres, Rows } from './connect.ts';
import * as sql from './statements.ts';

/** A claim that is made. */
export interface ClaimQuestion {
  readonly claim: Claim;
  /** What the statement is told. */
  readonly values: readonly unknown[];
  /** How messages name the ledger. */
  readonly label: string;
}

/**
 * Claims all releases or none; within a transaction.
 *
 * @throws VerstampError `LEDGER_DAMAGED`.
 */
export async function claimAll(
  ask: AskPostgres,
  { claim, values, label }: ClaimQuestion,
): Promise<ClaimOutcome> {
  if (claim.releases.length === 0) return { kind: 'claimed', claim };
  const got = await ask({ text: sql.CLAIM, values });
  const [{ expires = 0 } = {}] = got;
  if (got.length === claim.releases.length) {
    return { kind: 'claimed', claim: { ...claim, expires: new Date(Number(expires)).toISOString() } };
  }
  // The rows that were not free are locked, so their claims hold still. Nothing of this claim is to stay.
  const held = parseClaimRows(await ask({ text: sql.CLAIMS, values: [undefined] }), label);
  await ask({ text: 'ROLLBACK; BEGIN' });
  return { kind: 'held', by: findHolders(held, claim) };
}

/**
 * Parses the rows of claims.
 *
 * @throws VerstampError `LEDGER_DAMAGED`.
 */
export function parseClaimRows(rows: Rows, ledger: string): readonly Claim[] {
  // A bigint comes as a text.
  const read = rows.map((row) => ({ ...row, expires: Number(row['expires']) }));
  return parseClaims(read, { ledger, row: 'verstamp_claims' });
}
