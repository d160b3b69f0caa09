import { ledgerForeign } from '@verstamp/core/problems';
import { mergeClaims } from '../claims.ts';
import type { Claim, Release } from '../ledger.ts';
import { decode, isClaim, isRelease, isText, listOf, shapeOf, type Guard } from '../parse.ts';
import { isRevision, type Subject } from '../source.ts';
import type { RefValue } from './read-refs.ts';
import { claimRef } from './refs.ts';

/** A block that was issued: the last entries tell a process whose answer was lost that it has its numbers. */
export interface Block {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly nonce: string;
}

const isBlock = shapeOf<Block>({ name: isText, first: isRevision, last: isRevision, nonce: isText });

/**
 * Parses the newest blocks of a name, the newest first.
 *
 * @throws VerstampError `LEDGER_DAMAGED` if they are not those that were written.
 */
export function parseBlocks(ref: string, value: RefValue | undefined): readonly Block[] {
  const blocks = parseLines(ref, value, isBlock);
  // A count that cannot be read must not begin again at 1.
  if (value && blocks.length === 0) throw ledgerForeign({ ref });
  return blocks;
}

/**
 * Parses the releases that one ref holds.
 *
 * @throws VerstampError `LEDGER_DAMAGED` if they are not those that were written.
 */
export function parseReleases(ref: string, value: RefValue | undefined): readonly Release[] {
  return parseLines(ref, value, isRelease);
}

/**
 * Parses the claims that one ref holds.
 *
 * @throws VerstampError `LEDGER_DAMAGED` if they are not those that were written.
 */
export function parseClaims(ref: string, value: RefValue): readonly Claim[] {
  return parseLines(ref, value, isClaim);
}

/**
 * Parses all claims: each holds the releases whose refs still point at it.
 *
 * @throws VerstampError `LEDGER_DAMAGED` if they are not those that were written.
 */
export function collectClaims(refs: ReadonlyMap<string, RefValue>): readonly Claim[] {
  const parts: Claim[] = [];
  // Whatever points at one text would have it parsed again.
  const texts = new Map([...refs].map(([ref, value]) => [value.oid, { ref, value }]));
  for (const [oid, { ref, value }] of texts) {
    for (const claim of parseClaims(ref, value)) {
      const isHeld = (release: Subject): boolean => refs.get(claimRef(release))?.oid === oid;
      parts.push({ ...claim, releases: claim.releases.filter(isHeld) });
    }
  }
  return mergeClaims(parts);
}

/** Parses the lines that a ref holds. */
function parseLines<T>(ref: string, value: RefValue | undefined, is: Guard<T>): readonly T[] {
  const lines = value?.text.split('\n').filter(Boolean).map(decode) ?? [];
  if (!listOf(is)(lines)) throw ledgerForeign({ ref });
  return lines;
}

/** Formats values as lines of JSON. */
export function formatLines(lines: readonly object[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
