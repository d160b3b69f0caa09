import { VerstampError } from '../error.ts';
import { quoteText } from '../quote.ts';
import type { Refusal } from '../wire.ts';

/** The server refused this client's version; `details` is the refusal as it came. */
export type VersionRefusedError = VerstampError<'VERSION_REFUSED', Refusal>;

/** Says that a server refused this client's version. */
export function versionRefused(details: Refusal): VersionRefusedError {
  const { detail, client = 'unknown', server = 'unknown', move } = details;
  // Where the server does not say which side must move, neither is blamed.
  const advice = move ? `update the ${move}` : 'bring client and server to versions that fit';
  return new VerstampError(
    'VERSION_REFUSED',
    `The server refused this version: ${quoteText(detail, 1000)} (client ${client}, server ${server}). ` +
      `Expected one that it still serves: ${advice}.`,
    details,
  );
}
