import { quote } from '@verstamp/core';

/** A name, `@` and a version of the greatest lengths, in UTF-16 code units. */
const LONGEST = 344;

/** Escapes a text of somebody else's, such as a name, so that a terminal obeys nothing in it; cuts it if it is long. */
export function escapeForeign(text: string): string {
  return quote(text, LONGEST).slice(1, -1);
}

/** Takes what a terminal would obey out of a line of somebody else's file; everything else stays as it is. */
export function escapeLine(line: string): string {
  return line.replaceAll(/(?!\t)[\p{Cc}\p{Cf}]/gu, '\u00b7');
}

/** Does the same in each line of a text. */
export function escapeLines(text: string): string {
  return text.split('\n').map(escapeLine).join('\n');
}
