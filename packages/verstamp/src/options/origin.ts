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
  if (isOrigin(value)) return value;
  throw cliUsage({ reason: `${quote(value)} is no origin such as https://shop.example.`, usage });
}

/** Of apps in a shell of their own, such as `capacitor://localhost`, only the shape is known. */
function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]*:\/\/[!-"$-.0->@-~]+$/.test(text) || !URL.canParse(text)) return false;
  return !/^https?:/.test(text) || new URL(text).origin === text;
}
