import type { ClaimedRelease, LedgerContents, Release } from '@verstamp/build/revision';
import { releaseUnconfirmed } from '@verstamp/core/problems';
import type { RecordedRelease, Records } from '../ledger/records.ts';
import { indexByKey, keyOf, type PackageVersion } from '../package-version.ts';
import { runPool } from '../pool.ts';
import type { ReleaseContext } from './context.ts';
import { readRelease, type Reading } from './upload/read-back.ts';

/** What is known of earlier runs. */
export interface ReleaseHistory {
  /** Everything on record, by `NAME@VERSION`. */
  readonly records: Records;
  /** What runs that were stopped were publishing, by `NAME@VERSION`, as far as it was seen and is not on record. */
  readonly unfinished: ReadonlyMap<string, ClaimedRelease>;
  /** What was found to be out just now, and recorded. */
  readonly confirmed: readonly Release[];
}

/** What a recovery is made with. */
type Recovery = Pick<ReleaseContext, 'workspace' | 'registry' | 'ledger' | 'say'>;

/**
 * Recovers what earlier runs did. A run that was stopped left a claim that says what it was publishing: what
 * the registry holds of that, to the byte, is out, and is recorded as of the claim's own commit.
 *
 * @param earlier - What was unfinished at an earlier look; claiming it again took it out of the ledger's view.
 * @throws VerstampError `RELEASE_UNCONFIRMED`, `RELEASE_MISMATCH`; whatever the ledger throws.
 */
export async function recoverUnfinished(
  recovery: Recovery,
  { releases, lapsed = [] }: LedgerContents,
  earlier: ReadonlyMap<string, ClaimedRelease>,
): Promise<ReleaseHistory> {
  const records = indexByKey<RecordedRelease>(releases);
  const seen = indexByKey(lapsed.flatMap((claim) => claim.releases));
  const unfinished = new Map([...earlier, ...seen].filter(([key]) => !records.has(key)));
  const found = await runPool([...unfinished.values()], async (claimed) => confirm(recovery, claimed));
  const confirmed = found.flat();
  await recovery.ledger.record(confirmed);
  for (const release of confirmed) {
    recovery.say(`${keyOf(release)} is out since an earlier run that was stopped.`);
    unfinished.delete(keyOf(release));
    records.set(keyOf(release), release);
  }
  return { records, unfinished, confirmed };
}

async function confirm(
  { workspace, registry }: Recovery,
  claimed: ClaimedRelease,
): Promise<readonly RecordedRelease[]> {
  const { name, version, digest, integrity, commit } = claimed;
  const pkg = workspace.packages.find((candidate) => candidate.name === name);
  // A version that is only tagged leaves nothing in a registry.
  if (!pkg || digest === undefined || integrity === undefined) return [];
  const subject = { name, version, manifest: pkg.manifest };
  const reading = await readRelease(registry, { subject, integrity });
  const address = registry.addressOf(pkg);
  if (!isOut(reading, { name, version, registry: address })) return [];
  const time = new Date().toISOString();
  const made = commit === undefined ? {} : { commit };
  return [{ name, version, digest, integrity, ...made, time, registry: address }];
}

/** Other bytes under this version are the guard's to judge. */
function isOut(reading: Reading, subject: PackageVersion & { readonly registry: string }): boolean {
  if (reading.kind === 'unknown') {
    throw releaseUnconfirmed({ ...subject, status: undefined, reason: reading.reason });
  }
  if (reading.kind === 'other' && reading.problem.details.part === 'tarball') throw reading.problem;
  return reading.kind === 'ours';
}
