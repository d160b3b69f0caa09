import { findHolders } from '../claims.ts';
import { groupClaims, type ClaimRow } from '../database/rows.ts';
import type { Claim, ClaimOutcome } from '../ledger.ts';
import type { AskPostgres, Rows } from './connect.ts';
import * as sql from './statements.ts';

/** A claim that is made. */
export interface ClaimQuestion {
  readonly claim: Claim;
  /** What the statement is told. */
  readonly values: readonly unknown[];
}

/** Claims all releases or none; within a transaction. */
export async function claimAll(ask: AskPostgres, { claim, values }: ClaimQuestion): Promise<ClaimOutcome> {
  if (claim.releases.length === 0) return { kind: 'claimed', claim };
  const got = await ask({ text: sql.CLAIM, values });
  const [{ expires = 0 } = {}] = got;
  if (got.length === claim.releases.length) {
    return { kind: 'claimed', claim: { ...claim, expires: new Date(Number(expires)).toISOString() } };
  }
  // Those that were not free are locked: who holds them holds them still. Nothing of ours is to stay.
  const by = findHolders(
    groupClaims(readClaimRows(await ask({ text: sql.CLAIMS, values: [undefined] }))),
    claim,
  );
  await ask({ text: 'ROLLBACK; BEGIN' });
  return { kind: 'held', by };
}

/** Reads the rows of claims. */
export function readClaimRows(rows: Rows): readonly ClaimRow[] {
  return rows.map(({ nonce, owner, expires, release }) => ({
    nonce: String(nonce),
    owner: String(owner),
    expires: Number(expires),
    release: release as ClaimRow['release'],
  }));
}
