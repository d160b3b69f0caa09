import type { Stamp } from '@verstamp/core';
import { stampPrefix } from './prefix.ts';
import { paddedLength } from './text.ts';

/**
 * What stands in for a stamp while a bundler hashes: a `required` one has to be filled, an `optional` one may stay if a
 * page carries the stamp.
 */
export type Placeholder = 'optional' | 'required';

const MARKS: Readonly<Record<Placeholder, string>> = { optional: '?', required: '!' };

/**
 * Formats what stands in for a stamp while a bundler hashes: as long as the stamp that takes its place, the
 * same for every build of a version, and not a stamp itself.
 */
export function formatPlaceholder(
  { name, version }: Pick<Stamp, 'name' | 'version'>,
  placeholder: Placeholder,
): string {
  const text = `${placeholderStart(name, placeholder)}${version}${MARKS[placeholder]}`;
  return text.padEnd(paddedLength({ name, version }), '.');
}

/** Returns the part of a placeholder that stays the same for every version of a name. */
export function placeholderStart(name: string, placeholder: Placeholder): string {
  const mark = MARKS[placeholder];
  return `verstamp${mark}${stampPrefix(name).replaceAll('@', mark)}`;
}
