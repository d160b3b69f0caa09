import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** Says that a revision source gave something that is no revision. */
export function revisionInvalid(details: {
  readonly source: string;
  readonly value: unknown;
}): VerstampError<'REVISION_INVALID', { readonly source: string; readonly value: unknown }> {
  return new VerstampError(
    'REVISION_INVALID',
    `${quote(details.source)} gave no revision: ${quote(details.value)}. Expected a whole number from 0 to ` +
      '9007199254740991, without leading zeros. Correct it, or leave it out: the revision then comes by itself.',
    details,
  );
}

/** Says that a revision source is not there where it was asked. */
export function revisionUnavailable(
  details: { readonly source: string; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<'REVISION_UNAVAILABLE', { readonly source: string; readonly reason: string }> {
  return new VerstampError(
    'REVISION_UNAVAILABLE',
    `The revision source ${quote(details.source)} has no number here: ${details.reason}. Nothing was issued.`,
    details,
    options,
  );
}

/** A revision that is too great for where it goes. */
export interface RevisionExcess {
  readonly source: string;
  readonly revision: number;
  readonly limit: number;
}

/** Says that a revision is above the limit, and what still fits. */
export function revisionLimit(details: RevisionExcess): VerstampError<'REVISION_LIMIT', RevisionExcess> {
  const { source, revision, limit } = details;
  const isCounted = ['file', 'git', 'postgres', 'redis'].includes(source);
  return new VerstampError(
    'REVISION_LIMIT',
    `${quote(source)} gave the revision ${revision}. Expected at most ${limit} ("limit" in verstamp.json). ` +
      (isCounted
        ? 'Its count is used up. A new ledger, which begins at 1, still fits once patch, minor or major is raised.'
        : 'A ledger that counts 1, 2, 3 … still fits: "file:.verstamp/ledger.jsonl" on one machine, ' +
          '"git+ref:origin" on several. Name one as "ledger" in verstamp.json, beside "limit": builds ' +
          'that do not ask it then have the revision 0.'),
    details,
  );
}

/** Says that a ledger's address names a kind of ledger that does not exist. */
export function ledgerUnknown(details: {
  readonly address: string;
}): VerstampError<'LEDGER_UNKNOWN', { readonly address: string }> {
  // An address may hold a password: its scheme is all that is shown.
  const scheme = /^[a-z][a-z0-9+.-]{0,30}:/i.exec(details.address)?.[0];
  const shown = scheme === undefined ? 'its address has no scheme' : quote(scheme);
  return new VerstampError(
    'LEDGER_UNKNOWN',
    `Not a ledger that can be opened: ${shown}. Expected "file:.verstamp/ledger.jsonl", "git+ref:origin", ` +
      '"postgres://host/database" or "redis://host", with a user and password percent-encoded. Correct "ledger" in ' +
      'verstamp.json, or VERSTAMP_LEDGER.',
    { address: scheme ?? 'no scheme' },
  );
}

/** Says that verstamp.json cannot be used. */
export function configInvalid(
  details: { readonly path: string; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<'CONFIG_INVALID', { readonly path: string; readonly reason: string }> {
  return new VerstampError(
    'CONFIG_INVALID',
    `Cannot use ${quote(details.path, 200)}: ${details.reason}. Expected a JSON object such as ` +
      '{ "ledger": "git+ref:origin", "unplanned": "warn" }. Correct the file.',
    details,
    options,
  );
}

/** Where a ledger is damaged. */
export interface LedgerDamage {
  readonly path: string;
  /** The line, counted from 1; `undefined` where only the end of the file was read. */
  readonly line: number | undefined;
  /** Where the line begins, in bytes. */
  readonly offset: number;
  readonly reason: string;
}

/** Says that a ledger's lines are not those that were written. */
export function ledgerDamaged(details: LedgerDamage): VerstampError<'LEDGER_DAMAGED', LedgerDamage> {
  const where = details.line === undefined ? `byte ${details.offset}` : `line ${details.line}`;
  return new VerstampError(
    'LEDGER_DAMAGED',
    `The ledger ${quote(details.path, 200)} is damaged at ${where}: ${details.reason}. Expected each line as it was ` +
      'appended. Restore the file from a copy; it is never restarted by itself, since numbers would be issued twice.',
    details,
  );
}

/** Says that a ledger could not be read or written. */
export function ledgerUnreachable(
  details: { readonly path: string },
  options: ErrorOptions,
): VerstampError<'LEDGER_UNREACHABLE', { readonly path: string }> {
  return new VerstampError(
    'LEDGER_UNREACHABLE',
    `The ledger ${quote(details.path, 200)} could not be read or written. Expected a file on a local disk that this ` +
      'user may write. Nothing was issued. Make it writable, or name another in verstamp.json or VERSTAMP_LEDGER.',
    details,
    options,
  );
}

/** Says that the remote of a git ledger gave no answer, or refused. */
export function ledgerRemote(
  details: { readonly remote: string; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<'LEDGER_UNREACHABLE', { readonly remote: string; readonly reason: string }> {
  return new VerstampError(
    'LEDGER_UNREACHABLE',
    `The ledger on the git remote ${quote(details.remote, 100)} could not be used: ${quote(details.reason, 300)}. ` +
      'Expected a remote that answers and lets this job push refs under refs/verstamp/. A fork, or a checkout with ' +
      '"persist-credentials: false", may not. Correct what git says, the remote or its permission, and run again; in a container, git ' +
      'may have to be told to trust the folder (safe.directory).',
    details,
    options,
  );
}

/** Says that a ref of a git ledger holds something else than was written. */
export function ledgerForeign(
  details: { readonly ref: string },
  options?: ErrorOptions,
): VerstampError<'LEDGER_DAMAGED', { readonly ref: string }> {
  return new VerstampError(
    'LEDGER_DAMAGED',
    `The ledger is damaged at ${quote(details.ref, 200)}: it does not hold what was written there. Expected lines of ` +
      'JSON. Restore the ref; it is never restarted by itself, since numbers would be issued twice.',
    details,
    options,
  );
}

/** A release that a ledger remembers otherwise than it was to be recorded. */
export interface ReleaseConflict {
  readonly name: string;
  readonly version: string;
  readonly recorded: string;
  readonly given: string;
}

/** Says that a release is on record with another content. */
export function releaseRecorded(
  details: ReleaseConflict,
): VerstampError<'RELEASE_RECORDED', ReleaseConflict> {
  return new VerstampError(
    'RELEASE_RECORDED',
    `${quote(`${details.name}@${details.version}`, 344)} is on record with other content. Expected the digest ` +
      `${quote(details.recorded, 100)}, got ${quote(details.given, 100)}. A released version never changes: raise the version.`,
    details,
  );
}
