import { ledgerNewer } from '@verstamp/core/problems';
import { checkRevision } from './source.ts';
import { isLive, keyOf, withoutSettled } from './claims.ts';
import type { Claim, LedgerContents, Release } from './ledger.ts';
import type { Fields } from '../journal/line.ts';

/** The format of an entry that names none; a newer verstamp names its own in each entry that an older one misreads. */
const FORMAT = 1;

/**
 * Checks that an entry of a file ledger can be read.
 *
 * @throws VerstampError `LEDGER_NEWER`.
 */
export function checkFormat(entry: Fields, path: string): Fields {
  const { format = FORMAT } = entry;
  if (format !== FORMAT) throw ledgerNewer({ ledger: path, format: Number(format), known: FORMAT });
  return entry;
}

/** Reads everything out of a file ledger's entries, newest first; claims as they stand at `now`. */
export function replay(entries: Iterable<Fields>, now: number): LedgerContents {
  const revisions = new Map<string, number>();
  const releases = new Map<string, Release>();
  const settled = new Set<string>();
  const taken = new Set<string>();
  const claims: Claim[] = [];
  const lapsed: Claim[] = [];
  for (const { kind, ...fields } of entries) {
    if (kind === 'issue') {
      const name = String(fields['name']);
      const revision = checkRevision(fields['revision'], 'file');
      if (!revisions.has(name)) revisions.set(name, revision);
    } else if (kind === 'releases') {
      for (const release of releasesOf({ kind, ...fields }).toReversed())
        releases.set(keyOf(release), release);
    } else if (kind === 'claim') {
      const claim = fields['claim'] as Claim;
      const rest = withoutSettled(claim, (key) => releases.has(key) || taken.has(key));
      if (rest && !settled.has(claim.nonce)) (isLive(claim, now) ? claims : lapsed).push(rest);
      // Who claimed it later found this one ended.
      for (const release of claim.releases) taken.add(keyOf(release));
      // What an older entry says of this nonce was renewed here.
      settled.add(claim.nonce);
    } else if (kind === 'drop') {
      settled.add(String(fields['of']));
    }
  }
  return { revisions, claims, lapsed, releases: [...releases.values()].toReversed() };
}

/** The releases that an entry records. */
export function releasesOf({ kind, releases }: Fields): readonly Release[] {
  return kind === 'releases' ? (releases as readonly Release[]) : [];
}
