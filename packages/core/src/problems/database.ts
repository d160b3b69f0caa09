import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** Says that the database of a ledger gave no answer, or refused; `ledger` and `reason` hold no password. */
export function ledgerServer(details: {
  readonly ledger: string;
  readonly reason: string;
}): VerstampError<'LEDGER_UNREACHABLE', { readonly ledger: string; readonly reason: string }> {
  return new VerstampError(
    'LEDGER_UNREACHABLE',
    `The ledger ${quote(details.ledger, 200)} could not be used: ${quote(details.reason, 300)}. Expected a server that ` +
      'answers, has room, and lets this account read and write what begins with "verstamp". Correct the address, the ' +
      'account or the server, and run again; no number is issued twice.',
    details,
  );
}

/** Says that a database would not keep what it confirmed. */
export function ledgerUnsafe(details: {
  readonly ledger: string;
  readonly reason: string;
  readonly needed: string;
}): VerstampError<
  'LEDGER_UNSAFE',
  { readonly ledger: string; readonly reason: string; readonly needed: string }
> {
  return new VerstampError(
    'LEDGER_UNSAFE',
    `The ledger ${quote(details.ledger, 200)} is not used: ${details.reason}. A crash would lose what was issued and ` +
      `released, and numbers would be issued twice. Expected ${quote(details.needed, 100)} in the server's settings. ` +
      'Nothing was issued.',
    details,
  );
}

/** Says that a ledger was written by a newer verstamp. */
export function ledgerNewer(details: {
  readonly ledger: string;
  readonly format: number;
  readonly known: number;
}): VerstampError<
  'LEDGER_NEWER',
  { readonly ledger: string; readonly format: number; readonly known: number }
> {
  return new VerstampError(
    'LEDGER_NEWER',
    `The ledger ${quote(details.ledger, 200)} has the format ${details.format}. Expected at most ${details.known}, ` +
      'which this version of verstamp knows. Nothing was issued. Install the version that the others use.',
    details,
  );
}

/** Says that the client of a database is not installed. */
export function ledgerClient(
  details: { readonly client: string },
  options: ErrorOptions,
): VerstampError<'LEDGER_CLIENT', { readonly client: string }> {
  return new VerstampError(
    'LEDGER_CLIENT',
    `The ledger needs the package ${quote(details.client)}, which could not be loaded. Expected it beside ` +
      `@verstamp/build. Install it, as in "npm install -D ${details.client}".`,
    details,
    options,
  );
}

/** Says that a database holds something else in a ledger than was written. */
export function ledgerRow(details: {
  readonly ledger: string;
  readonly row: string;
}): VerstampError<'LEDGER_DAMAGED', { readonly ledger: string; readonly row: string }> {
  return new VerstampError(
    'LEDGER_DAMAGED',
    `The ledger ${quote(details.ledger, 200)} is damaged at ${quote(details.row, 200)}: it does not hold what was ` +
      'written there. Restore it from a copy; it is never restarted by itself, since numbers would be issued twice.',
    details,
  );
}
