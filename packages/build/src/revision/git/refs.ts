import { createHash } from 'node:crypto';
import { ledgerForeign } from '@verstamp/core/problems';
import { keyOf } from '../claims.ts';
import type { Subject } from '../source.ts';

/** The folders of refs on the remote. */
export const REFS = {
  revisions: 'refs/verstamp/v1/revisions/',
  claims: 'refs/verstamp/v1/claims/',
  releases: 'refs/verstamp/v1/releases/',
} as const;

/** Names the ref that counts the revisions of a name. */
export function revisionRef({ name }: Subject): string {
  return REFS.revisions + digest(name);
}

/** Names the ref that claims a release: who makes it first has it. */
export function claimRef(subject: Subject): string {
  return REFS.claims + digest(keyOf(subject));
}

/** Names the ref that records a release: one of 256, so that neither refs nor what one holds become too many. */
export function releaseRef(subject: Subject): string {
  return REFS.releases + digest(keyOf(subject)).slice(0, 2);
}

/**
 * Reads the lines that a ref holds.
 *
 * @throws VerstampError `LEDGER_DAMAGED` where they are none of ours.
 */
export function readLines(ref: string, text: string | undefined): readonly unknown[] {
  if (text === undefined) return [];
  try {
    return text
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line));
  } catch (cause) {
    throw ledgerForeign({ ref }, { cause });
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
