import type { Version } from './version.ts';

/** The longest version text that is looked at, in UTF-16 code units. */
export const MAX_VERSION_LENGTH = 128;

/**
 * What a version text holds, in the order in which it decides: major, minor, patch and, where the text has
 * one, the revision; then the prerelease with its leading hyphen, `''` when there is none. A tuple and no
 * object, since names do not shrink.
 */
export type Parts = readonly [numbers: readonly (number | undefined)[], suffix: string];

/** A hyphen and identifiers, none of them empty or a number with a leading zero. */
const SUFFIX = /^-(?!(.*\.)?(0\d+)?(\.|$))[\da-z.-]+$/i;

/**
 * Reads the parts of a version, or gives nothing where the value is none (grammar/version.abnf).
 * The one reader of the grammar. It runs per request and in every page, so it is written for speed and
 * few bytes: one scan by character code, no exceptions, no expression except for prereleases.
 */
export function readParts(text: unknown): Parts | undefined {
  if (typeof text !== 'string' || text.length > MAX_VERSION_LENGTH) return;
  const numbers: number[] = [];
  let value = -1;
  for (let index = 0; ; index++) {
    // Asking beyond the end would give NaN, and turn all of this into slow floating point.
    const digit = index < text.length ? text.charCodeAt(index) - 48 : -1;
    if (digit >= 0 && digit < 10) {
      // A digit after a lone zero would be a leading zero.
      if (!value) return;
      value = value > 0 ? value * 10 + digit : digit;
    } else {
      if (value < 0 || value >= 2 ** 53) return;
      // -2 is the dot; a fourth number is followed by no more of them.
      if (numbers.push(value) > 3 || digit !== -2) {
        const suffix = text.slice(index);
        return numbers.length < 3 || (suffix && !SUFFIX.test(suffix)) ? undefined : [numbers, suffix];
      }
      value = -1;
    }
  }
}

/** Reads a version, or gives `undefined` where the value is none. */
export function readVersion(text: unknown): Version | undefined {
  const parts = readParts(text);
  if (!parts) return undefined;
  const [[major = 0, minor = 0, patch = 0, revision], suffix] = parts;
  return { major, minor, patch, revision, prerelease: suffix.slice(1) };
}
