import { quote } from '@verstamp/core';
import type { Environment } from './environment.ts';

/** Returns the end of what a tool said, without anything that may be a secret: its scripts see all variables. */
export function excerpt(text: string, env: Environment): string {
  return quote(hideSecrets(text.slice(-20_000), env).slice(-600), 600);
}

/** Hides what may be a secret: what variables hold that are called so, and whatever looks like one. */
export function hideSecrets(text: string, env: Environment = {}): string {
  const known = Object.entries(env)
    .flatMap(([name, value = '']) => (SECRET_NAME.test(name) && value.length > 5 ? [value] : []))
    // One secret may begin as another does.
    .toSorted((a, b) => b.length - a.length);
  return known
    .reduce((shown, value) => shown.replaceAll(value, '***'), text)
    .replace(/(_authToken|_auth|_password)(["'\s:=]+)[^\s"']+/g, '$1$2***')
    .replace(USER_INFO, '//***@')
    .replace(/\b(Bearer|Basic)\s+\S+/g, '$1 ***')
    .replace(/\bnpm_[A-Za-z\d]{20,}/g, 'npm_***');
}

/**
 * What stands before the host of an address. A password may hold `@`, and by mistake `/` and quotes, of which one behind the
 * address stands at an end or before a mark; what stands behind a port is a path, which may hold a scope.
 */
const USER_INFO =
  /\/\/(?!\[[\da-f:.]+\](?::\d{1,5})?\/)(?:[^\s:/@]*:(?!\d{1,5}\/)(?:[^\s"']|["'](?![\s,;:.)\]}]|$))*|[^\s/@]+)@/g;

/** Names of variables whose values are secret. */
const SECRET_NAME = /token|secret|passw|passphrase|credential|auth|otp|api_?key|private_?key|ledger/i;
