import { ledgerUnknown } from '@verstamp/core/problems';
import { attempt } from '../../attempt.ts';

/** The address of a database, and what of it may be shown. */
export interface DatabaseAddress {
  /** The whole address, which may hold a password. */
  readonly url: string;
  /** Its scheme, host and database, as in `postgres://db.example.com:5432/builds`. */
  readonly label: string;
  /** Takes the password out of a text. */
  conceal(text: string): string;
}

/** What stands behind the host when a password holds `/`, `?` or `#` that should have been percent-encoded. */
const SPILT = /^[^?]*@|\?[^=]*@|#/;

/**
 * Reads the address of a database.
 *
 * @throws VerstampError `LEDGER_UNKNOWN` if it is not a URL of one of these schemes; a password is never shown.
 */
export function parseAddress(address: string, schemes: readonly string[]): DatabaseAddress {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const rest = url ? url.pathname + url.search + url.hash : '';
  if (!url || !schemes.includes(url.protocol) || SPILT.test(rest)) throw ledgerUnknown({ address });
  const host = url.host || (url.searchParams.get('host') ?? '');
  const passwords = [url.password, url.searchParams.get('password') ?? ''].flatMap((password) => [
    password,
    decode(password),
  ]);
  return {
    url: address,
    label: `${url.protocol}//${host}${url.pathname}`,
    conceal: (text) =>
      passwords.reduce((shown, password) => (password ? shown.replaceAll(password, '…') : shown), text),
  };
}

function decode(text: string): string {
  return attempt(() => decodeURIComponent(text)) ?? text;
}
