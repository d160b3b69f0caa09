import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';
import { listSome, title } from './text.ts';

/** A version of a package. */
export interface ReleaseName {
  readonly name: string;
  readonly version: string;
}

/** Says that releases have no memory that other machines see. */
export function ledgerMissing(details: {
  readonly remote: string;
}): VerstampError<'LEDGER_MISSING', { readonly remote: string }> {
  return new VerstampError(
    'LEDGER_MISSING',
    `No ledger is configured, and there is no git remote ${quote(details.remote)} to keep one on. Expected a memory ` +
      'that every publisher sees. Add "ledger" to verstamp.json, as in { "ledger": "git+ref:upstream" } or ' +
      '{ "ledger": "file:.verstamp/ledger.jsonl" } (one machine only), or add the remote. Nothing was published.',
    details,
  );
}

/** Who holds what a release wants, and until when. */
export interface ReleaseHolder {
  readonly owner: string;
  readonly expires: string;
  readonly releases: readonly ReleaseName[];
}

/** Says that somebody else has been releasing the same versions for longer than this run would wait. */
export function releaseHeld(details: ReleaseHolder): VerstampError<'RELEASE_HELD', ReleaseHolder> {
  return new VerstampError(
    'RELEASE_HELD',
    `${quote(details.owner, 100)} is releasing ${list(details.releases)} and holds it until ${quote(details.expires, 40)}. ` +
      'Expected it to finish while this run waited. Nothing was published here; run again when it is done.',
    details,
  );
}

/** Says that a release was overtaken for as long as it would try. */
export function releaseOvertaken(details: {
  readonly releases: readonly ReleaseName[];
}): VerstampError<'RELEASE_OVERTAKEN', { readonly releases: readonly ReleaseName[] }> {
  return new VerstampError(
    'RELEASE_OVERTAKEN',
    `${list(details.releases)} could all go out when they were asked about first, and some no longer once they were claimed, ` +
      'each time this run tried. Expected the same answer twice: others release these packages, or copies of the registry differ. ' +
      'Nothing was sent in the last try. Run again when the registry is at rest.',
    details,
  );
}

/** Says that the claim on a release ended, or went to somebody else, while the release was made. */
export function claimLost(
  details: { readonly releases: readonly ReleaseName[] },
  options?: ErrorOptions,
): VerstampError<'CLAIM_LOST', { readonly releases: readonly ReleaseName[] }> {
  return new VerstampError(
    'CLAIM_LOST',
    `The claim on ${list(details.releases)} did not hold to the end. Expected it to be renewed in time: this machine ` +
      'stood still, or the ledger did not answer. Nothing more was sent. Run again: what is out stays out, and the rest follows.',
    details,
    options,
  );
}

/** Says that a package is being published past every release of ours. */
export function noRelease(details: ReleaseName): VerstampError<'NO_RELEASE', ReleaseName> {
  return new VerstampError(
    'NO_RELEASE',
    `No release of ${title(details)} is under way. Expected a claim on it in the ledger, since what is published past ` +
      '"verstamp release" is neither guarded nor remembered. Run "verstamp release" in place of this command.',
    details,
  );
}

/** What became of an upload. */
export interface UploadFailure extends ReleaseName {
  readonly registry: string;
  /** `undefined` where no answer came. */
  readonly status: number | undefined;
  readonly reason: string;
}

/** Says that a registry did not take an upload, and does not hold it. */
export function publishFailed(
  details: UploadFailure,
  options?: ErrorOptions,
): VerstampError<'PUBLISH_FAILED', UploadFailure> {
  return new VerstampError(
    'PUBLISH_FAILED',
    `${title(details)} was not published: ${details.registry} (${statusOf(details)}): ${details.reason} Expected it to be ` +
      'readable there afterwards, and it is not. Check login and permission for this package, then run again: what is out stays out.',
    details,
    options,
  );
}

/** Says that nobody knows whether an upload arrived. */
export function releaseUnconfirmed(
  details: UploadFailure,
  options?: ErrorOptions,
): VerstampError<'RELEASE_UNCONFIRMED', UploadFailure> {
  return new VerstampError(
    'RELEASE_UNCONFIRMED',
    `${title(details)} was sent to ${details.registry} (${statusOf(details)}), and could not be read back: ${details.reason} ` +
      'Expected its metadata and its tarball. Nothing is recorded yet; run again: it then counts as out if it is there.',
    details,
    options,
  );
}

/** What a registry holds in place of what was packed. */
export interface ReleaseMismatch extends ReleaseName {
  readonly part: 'metadata' | 'tarball';
  readonly expected: string;
  readonly got: string;
}

/** Says that a registry holds other bytes than were packed. */
export function releaseMismatch(
  details: ReleaseMismatch,
): VerstampError<'RELEASE_MISMATCH', ReleaseMismatch> {
  const { part, expected, got } = details;
  const where = part === 'metadata' ? 'names other bytes' : 'serves other bytes than its metadata says';
  return new VerstampError(
    'RELEASE_MISMATCH',
    `The registry ${where} for ${title(details)}. Expected ${quote(expected, 120)}, got ${quote(got, 120)}. ` +
      'Somebody else published this version, or the registry stored a refused upload. Find out which; a version that users may have ' +
      'is not mended: raise it and release that.',
    details,
  );
}

function list(releases: readonly ReleaseName[]): string {
  return listSome(releases.map(title));
}

function statusOf({ status }: UploadFailure): string {
  return status === undefined ? 'no answer' : `status ${status}`;
}
