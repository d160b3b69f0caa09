import { quote } from '@verstamp/core';
import type { Misuse } from '../command.ts';

/**
 * Reads `--origin`: browsers send an origin as scheme and host, and servers compare it with just that.
 *
 * @throws VerstampError `CLI_USAGE` if it is none.
 */
export function readOrigin(text: string, misuse: Misuse): string {
  if (isOrigin(text)) return text;
  throw misuse(`${quote(text)} is no origin such as https://shop.example.`);
}

/** Of apps in a shell of their own, such as `capacitor://localhost`, only the shape is known. */
function isOrigin(text: string): boolean {
  if (!/^[a-z][a-z\d+.-]*:\/\/[!-"$-.0->@-~]+$/.test(text) || !URL.canParse(text)) return false;
  return !/^https?:/.test(text) || new URL(text).origin === text;
}
