import { VerstampError } from '../error.ts';
import { quoteSentence } from '../quote.ts';
import type { Refusal } from '../wire.ts';

/** The server refused this client's version; `details` is the refusal as it came. */
export type VersionRefusedError = VerstampError<'VERSION_REFUSED', Refusal>;

/** Says that a server refused this client's version. */
export function versionRefused(details: Refusal): VersionRefusedError {
  // Where the server does not say which side must move, neither is blamed.
  const { detail, client = 'unknown', server = 'unknown', move = 'client or the server' } = details;
  return new VerstampError(
    'VERSION_REFUSED',
    `The server refused this version: ${quoteSentence(detail)} (client ${client}, server ${server}). ` +
      `Expected one that it still serves: update the ${move}.`,
    details,
  );
}
