import { keyOf, splitByLife, withoutSettled } from './claims.ts';
import type { LedgerEntry } from './entry.ts';
import type { Claim, Release } from './ledger.ts';
import type { Subject } from './source.ts';

/** An entry that was found, and where in the file it begins. */
export interface Found {
  readonly at: number;
  readonly entry: LedgerEntry;
}

/** Finds the newest entry that mentions a word. */
export type Find = (word: string) => Found | undefined;

const issued = (name: string): string => `issue ${name}`;
const claimed = (key: string): string => `claim ${key}`;
const released = (key: string): string => `release ${key}`;
const settled = (nonce: string): string => `nonce ${nonce}`;

/** Returns the words by which an entry of a file ledger is found: whatever a question is about. */
export function mentionsOf(entry: LedgerEntry): readonly string[] {
  if (entry.kind === 'issue') return [issued(entry.name)];
  if (entry.kind === 'releases') return entry.releases.map((release) => released(keyOf(release)));
  if (entry.kind === 'drop') return [settled(entry.of)];
  const { nonce, releases } = entry.claim;
  return [settled(nonce), ...releases.map((release) => claimed(keyOf(release)))];
}

/** Finds the last revision of a name; 0 if none was issued. */
export function findRevision(find: Find, name: string): number {
  const entry = find(issued(name))?.entry;
  return entry?.kind === 'issue' ? entry.revision : 0;
}

/** Finds a release on record. */
export function findRelease(find: Find, subject: Subject): Release | undefined {
  const entry = find(released(keyOf(subject)))?.entry;
  if (entry?.kind !== 'releases') return undefined;
  return entry.releases.find((release) => keyOf(release) === keyOf(subject));
}

/** Finds the claims of others that hold and that a new one would cross, the newest first. */
export function findHolding(find: Find, wanted: Claim, now: number): readonly Claim[] {
  const crossed = new Map<number, Found>();
  for (const release of wanted.releases) {
    const found = find(claimed(keyOf(release)));
    if (found && isUnsettled(find, found, keyOf(release))) crossed.set(found.at, found);
  }
  const open = [...crossed.values()]
    .toSorted((one, other) => other.at - one.at)
    .map((found) => findRest(find, found))
    .filter((claim) => claim !== undefined)
    .filter((claim) => claim.nonce !== wanted.nonce);
  return splitByLife(open, now).claims;
}

/** Tells whether there is a claim to give back: one of which something was neither recorded nor claimed since. */
export function isOpen(find: Find, nonce: string): boolean {
  const found = find(settled(nonce));
  return found !== undefined && findRest(find, found) !== undefined;
}

/** Returns what is left of a claim; `undefined` if it was renewed or dropped since. */
function findRest(find: Find, found: Found): Claim | undefined {
  const { at, entry } = found;
  if (entry.kind !== 'claim' || find(settled(entry.claim.nonce))?.at !== at) return undefined;
  return withoutSettled(entry.claim, (key) => !isUnsettled(find, found, key));
}

/** Tells whether a release that an entry claims was neither claimed nor recorded after it. */
function isUnsettled(find: Find, { at }: Found, key: string): boolean {
  return find(claimed(key))?.at === at && (find(released(key))?.at ?? -1) < at;
}
