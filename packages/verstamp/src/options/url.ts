import { quote } from '@verstamp/core';
import { cliUsage } from '@verstamp/core/problems';

/**
 * Reads the URL of a live site or server.
 *
 * @param usage - How the command is called.
 * @throws VerstampError `CLI_USAGE` if it is none of http or https.
 */
export function readUrl(text: string, usage: string): URL {
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) return new URL(text);
  throw cliUsage({ reason: `${quote(text)} is no http or https URL.`, usage });
}
