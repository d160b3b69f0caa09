import { findLedger, openLedger, type Ledger, type Release } from '@verstamp/build/revision';
import type { Environment } from '../environment.ts';
import { indexByKey } from '../package-version.ts';

/** A release as it is put on record here; ledgers keep what they do not know. */
export interface RecordedRelease extends Release {
  /** The address of the registry that it is in, without credentials. */
  readonly registry?: string;
}

/** What a record has in place of a content digest if nothing was published. */
export const NO_CONTENT = 'tag-only';

/** What a ledger has on record, by `NAME@VERSION`. */
export type Records = ReadonlyMap<string, RecordedRelease>;

/**
 * Reads every release on record; `undefined` if no ledger is configured.
 *
 * @throws VerstampError whatever finding, opening or reading the ledger throws: then it is not known what is on record.
 */
export async function readRecords(root: string, env: Environment): Promise<Records | undefined> {
  const configured = findLedger(root, env);
  return configured && listRecords(openLedger(configured));
}

/**
 * Reads every release that a ledger has on record.
 *
 * @throws VerstampError whatever reading the ledger throws.
 */
export async function listRecords(ledger: Ledger): Promise<Records> {
  return indexByKey((await ledger.read()).releases);
}

/** Tells whether a release was published by other means, and taken as the starting point. */
export function isAdopted(release: Release | undefined): boolean {
  return release !== undefined && 'adopted' in release && release.adopted === true;
}

/** Tells whether a release was recorded as of a commit, so that building that commit again would prove nothing. */
export function isRecordedOf(release: Release | undefined, commit: string | undefined): release is Release {
  return commit !== undefined && release?.commit === commit;
}

/**
 * Tells whether a release on record is in a registry, so that it was removed if it is not there: neither what is only
 * tagged is, nor what went to another registry.
 */
export function isRecordedIn(release: RecordedRelease | undefined, registry: string): boolean {
  if (!release || release.digest === NO_CONTENT) return false;
  return (release.registry ?? registry) === registry;
}
