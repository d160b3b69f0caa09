import type { Entry, Fields } from '../journal/line.ts';
import { isLive, keyOf, withoutSettled } from './claims.ts';
import type { Claim, Release } from './ledger.ts';
import { releasesOf } from './replay.ts';
import { checkRevision, type Subject } from './source.ts';

/** Finds the newest entry that mentions a word. */
export type Find = (word: string) => Entry | undefined;

const issued = (name: string): string => `issue ${name}`;
const claimed = (key: string): string => `claim ${key}`;
const released = (key: string): string => `release ${key}`;
const settled = (nonce: string): string => `nonce ${nonce}`;

/** Gives the words by which an entry of a file ledger is found: whatever a question is about. */
export function mentionsOf({ kind, ...fields }: Fields): readonly string[] {
  if (kind === 'issue') return [issued(String(fields['name']))];
  if (kind === 'releases') return releasesOf({ kind, ...fields }).map((release) => released(keyOf(release)));
  if (kind === 'drop') return [settled(String(fields['of']))];
  if (kind !== 'claim') return [];
  const { nonce, releases } = fields['claim'] as Claim;
  return [settled(nonce), ...releases.map((release) => claimed(keyOf(release)))];
}

/** Finds the last revision of a name; 0 where none was issued. */
export function findRevision(find: Find, name: string): number {
  const entry = find(issued(name));
  return entry ? checkRevision(entry.fields['revision'], 'file') : 0;
}

/** Finds a release on record. */
export function findRelease(find: Find, subject: Subject): Release | undefined {
  const entry = find(released(keyOf(subject)));
  return entry && releasesOf(entry.fields).find((release) => keyOf(release) === keyOf(subject));
}

/** Finds the claims of others that hold and that a new one would cross, the newest first. */
export function findHolding(find: Find, wanted: Claim, now: number): readonly Claim[] {
  const entries = new Map<number, Entry>();
  for (const release of wanted.releases) {
    const entry = find(claimed(keyOf(release)));
    if (entry && isUnsettled(find, entry, keyOf(release))) entries.set(entry.at, entry);
  }
  return [...entries.values()]
    .toSorted((one, other) => other.at - one.at)
    .map((entry) => findRest(find, entry))
    .filter((claim) => claim !== undefined)
    .filter((claim) => claim.nonce !== wanted.nonce && isLive(claim, now));
}

/** Says whether there is a claim to give back: one of which something was neither recorded nor claimed since. */
export function isOpen(find: Find, nonce: string): boolean {
  const entry = find(settled(nonce));
  return entry?.fields['kind'] === 'claim' && findRest(find, entry) !== undefined;
}

/** What is left of a claim; nothing where it was renewed or dropped since. */
function findRest(find: Find, entry: Entry): Claim | undefined {
  const claim = entry.fields['claim'] as Claim;
  if (find(settled(claim.nonce))?.at !== entry.at) return undefined;
  return withoutSettled(claim, (key) => !isUnsettled(find, entry, key));
}

/** Whether a release that an entry claims was neither claimed nor recorded after it. */
function isUnsettled(find: Find, { at }: Entry, key: string): boolean {
  return find(claimed(key))?.at === at && (find(released(key))?.at ?? -1) < at;
}
