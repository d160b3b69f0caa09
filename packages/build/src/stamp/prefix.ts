import { formatStamp } from '@verstamp/core';

/** The part of a stamp's text that stays the same for every build of a name. */
export function stampPrefix(name: string): string {
  const version = '0.0.0.0';
  return formatStamp({ name, version }).slice(0, -version.length);
}
