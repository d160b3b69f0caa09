import { ledgerForeign } from '@verstamp/core/problems';
import type { Claim, Release } from '../ledger.ts';
import { claimRef, readLines } from './refs.ts';
import type { RefValue } from './remote.ts';

/** A block that was issued: the last entries tell a process whose answer was lost that it has its numbers. */
export interface Block {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly nonce: string;
}

/** Reads the newest blocks of a name, the newest first; a count that cannot be read is damage. */
export function readBlocks(ref: string, value: RefValue | undefined): readonly Block[] {
  const blocks = readLines(ref, value?.text) as readonly Block[];
  // A count that cannot be read must not begin again at 1.
  const isWhole = blocks.every(
    ({ first, last }) => Number.isSafeInteger(first) && Number.isSafeInteger(last),
  );
  if (value && (blocks.length === 0 || !isWhole)) throw ledgerForeign({ ref });
  return blocks;
}

/** Reads the releases that one ref holds. */
export function readReleases(ref: string, value: RefValue | undefined): readonly Release[] {
  const releases = readLines(ref, value?.text) as readonly Release[];
  const isWhole = releases.every(({ name, version, digest }) => name && version && digest);
  if (!isWhole) throw ledgerForeign({ ref });
  return releases;
}

/** Reads the claims: each holds the releases whose refs still point at it. */
export function readClaims(refs: ReadonlyMap<string, RefValue>): readonly Claim[] {
  const claims = new Map<string, Claim>();
  for (const [ref, { text }] of refs) {
    for (const claim of readLines(ref, text) as readonly Claim[]) {
      const { releases = [] } = claims.get(claim.nonce) ?? {};
      const held = claim.releases.filter((release) => claimRef(release) === ref);
      claims.set(claim.nonce, { ...claim, releases: [...releases, ...held] });
    }
  }
  return [...claims.values()];
}

/** Writes values as lines of JSON. */
export function formatLines(lines: readonly object[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
