import { isRecord } from '../../json.ts';
import { findHolders, splitByLife } from '../claims.ts';
import { parseClaims } from '../database/rows.ts';
import type { Claim, ClaimOutcome, ClaimRequest } from '../ledger.ts';
import { decode } from '../parse.ts';
import { valuesOf } from './record.ts';

/** Who asks for a claim, and when. */
export interface ClaimQuestion {
  readonly request: ClaimRequest;
  readonly now: (() => number) | undefined;
}

/** Returns what the script of a claim is told. */
export function claimValues(claim: Claim, { request, now }: ClaimQuestion): readonly (string | number)[] {
  return [now?.() ?? '', request.durationMs, claim.nonce, claim.owner, ...valuesOf(claim.releases)];
}

/**
 * Parses what the script of a claim gave.
 *
 * @throws VerstampError `LEDGER_DAMAGED` if claims are not those that were written.
 */
export function parseOutcome(answer: unknown, claim: Claim, label: string): ClaimOutcome {
  const [kind, time, texts] = answer as readonly [kind: string, time: string, texts?: readonly string[]];
  if (kind === 'claimed') {
    return { kind, claim: { ...claim, expires: new Date(Number(time)).toISOString() } };
  }
  const { claims } = splitByLife(parseClaimTexts(texts ?? [], label), Number(time));
  return { kind: 'held', by: findHolders(claims, claim) };
}

/**
 * Parses the releases of claims, each a text of JSON in which the release is one again.
 *
 * @throws VerstampError `LEDGER_DAMAGED` if they are not those that were written.
 */
export function parseClaimTexts(texts: Iterable<string>, ledger: string): readonly Claim[] {
  const rows = Array.from(texts, (text) => {
    const row = decode(text);
    return isRecord(row) ? { ...row, release: decode(row['release']) } : {};
  });
  return parseClaims(rows, { ledger, row: 'claims' });
}
