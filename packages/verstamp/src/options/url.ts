import { quote } from '@verstamp/core';
import type { Misuse } from '../command.ts';

/**
 * Reads the URL of a live site or server.
 *
 * @throws VerstampError `CLI_USAGE` if it is none of http or https.
 */
export function readUrl(text: string, misuse: Misuse): URL {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return new URL(text);
  // What is no URL may hold a password all the same.
  throw misuse(`${quote(text.replace(/\/\/.*@/, '//'))} is no http or https URL.`);
}
