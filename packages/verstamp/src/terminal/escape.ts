import { quote } from '@verstamp/core';

/** A name, `@` and a version of the greatest lengths, in UTF-16 code units. */
const LONGEST = 344;

/** Writes a text of somebody else's for a terminal: nothing in it means anything there. */
export function plain(text: string): string {
  return quote(text, LONGEST).slice(1, -1);
}
