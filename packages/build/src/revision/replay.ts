import { keyOf, splitByLife, withoutSettled } from './claims.ts';
import type { LedgerEntry } from './entry.ts';
import type { Claim, LedgerContents, Release } from './ledger.ts';

/** Reads everything out of a file ledger's entries, newest first; claims as they stand at `now`. */
export function replay(entries: Iterable<LedgerEntry>, now: number): LedgerContents {
  const revisions = new Map<string, number>();
  const releases = new Map<string, Release>();
  const settled = new Set<string>();
  const taken = new Set<string>();
  const claims: Claim[] = [];
  for (const entry of entries) {
    if (entry.kind === 'issue') {
      if (!revisions.has(entry.name)) revisions.set(entry.name, entry.revision);
    } else if (entry.kind === 'releases') {
      for (const release of entry.releases.toReversed()) releases.set(keyOf(release), release);
    } else if (entry.kind === 'claim') {
      const { claim } = entry;
      const rest = withoutSettled(claim, (key) => releases.has(key) || taken.has(key));
      if (rest && !settled.has(claim.nonce)) claims.push(rest);
      // An older claim on the same release had ended when this one was made.
      for (const release of claim.releases) taken.add(keyOf(release));
      // What an older entry says of this nonce was renewed here.
      settled.add(claim.nonce);
    } else {
      settled.add(entry.of);
    }
  }
  return { revisions, ...splitByLife(claims, now), releases: [...releases.values()].toReversed() };
}
