import { quote } from '@verstamp/core';
import { cliUsage } from '@verstamp/core/problems';

/**
 * Reads `--origin`: browsers send an origin as scheme and host, and servers compare it with just that.
 *
 * @param usage - How the command is called.
 * @returns `undefined` if none is given.
 * @throws VerstampError `CLI_USAGE` if it is none.
 */
export function readOrigin(value: unknown, usage: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (/^[a-z][a-z\d+.-]*:\/\/[^/?#\s]+$/i.test(value) && URL.canParse(value)) return value;
  throw cliUsage({ reason: `${quote(value)} is no origin such as https://shop.example.`, usage });
}
