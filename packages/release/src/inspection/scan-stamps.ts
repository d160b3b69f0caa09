import { safeParseStamp, MAX_STAMP_LENGTH, type ParsedStamp } from '@verstamp/core';

/** A stamp somewhere in a file. */
export interface FoundStamp {
  readonly offset: number;
  readonly length: number;
  readonly stamp: ParsedStamp;
}

const AT = 0x40;
const VERSION = /^@\d{1,16}\.\d{1,16}\.\d{1,16}\.\d{1,16}(?:-[\w.-]{1,100})?(?=;[a-z]=)/;

/**
 * Finds the stamps in a file, wherever they are: pages, code, any text. Only a text that bears a
 * time counts, since `user@127.0.0.1` has the shape of a name and a version too.
 */
export function scanForStamps(bytes: Buffer): readonly FoundStamp[] {
  const found: FoundStamp[] = [];
  for (let at = bytes.indexOf(AT); at >= 0; at = bytes.indexOf(AT, at + 1)) {
    if (!VERSION.test(bytes.toString('latin1', at, at + 180))) continue;
    const start = expand(bytes, at, -1);
    const end = expand(bytes, at, 1);
    const stamp = safeParseStamp(bytes.toString('latin1', start, end));
    if (stamp?.time === undefined) continue;
    found.push({ offset: start, length: end - start, stamp });
    at = end;
  }
  return found;
}

/** Walks over the characters of a stamp's text, at most as far as one may be long. */
function expand(bytes: Buffer, from: number, step: 1 | -1): number {
  const pattern = step < 0 ? /[\w.~%@/:+-]/ : /[\w.~%@/:+;=-]/;
  let index = from;
  while (
    Math.abs(index - from) < MAX_STAMP_LENGTH &&
    pattern.test(String.fromCharCode(bytes[index + step] ?? 0))
  ) {
    index += step;
  }
  return step < 0 ? index : index + 1;
}
