import type { Version } from './version.ts';

/** The longest version text that is looked at, in UTF-16 code units. */
export const MAX_VERSION_LENGTH = 128;

/** A hyphen and identifiers, none of them empty or a number with a leading zero. */
const SUFFIX = /^-(?!(.*\.)?(0\d+)?(\.|$))[\da-z.-]+$/i;

/** What a dot and a digit are once their bits have met those of `0`: digits become their value. */
const DOT = 30;

/**
 * The numbers of the texts that were read last: major, minor, patch and revision (NaN when there is none) from
 * each place that was named to {@link readNumbers}. One list for all, since a new one for each text would take
 * longer than the reading.
 */
export const numbers: number[] = [];

/**
 * Reads the numbers of a version into {@link numbers}, or gives nothing true where the value is none
 * (grammar/version.abnf). The one reader of the grammar. It runs per request and in every page, so it is written
 * for speed and few bytes: one scan by character code, no exceptions, no expression except for prereleases.
 *
 * @returns The prerelease as a text that compares as SemVer 2.0.0 §11.3 and §11.4 has it: none comes after any,
 * numbers by value and before words, words by code unit, the shorter list first.
 */
export function readNumbers(text: unknown, place: number): string | false | undefined {
  if (typeof text !== 'string' || text.length > MAX_VERSION_LENGTH) return;
  const end = place + 3;
  let index = -1;
  let digit = 0;
  numbers[end] = NaN;
  do {
    let value = -1;
    // Asking beyond the end would give NaN, and turn all of this into slow floating point.
    while (++index < text.length && (digit = text.charCodeAt(index) ^ 48) < 10) {
      // A digit after a lone zero would be a leading zero.
      if (!value) return;
      value = value > 0 ? value * 10 + digit : digit;
    }
    if (value < 0 || value >= 2 ** 53) return;
    numbers[place] = value;
  } while (place++ < end && digit === DOT);
  const suffix = text.slice(index);
  // Numbers are padded to a width that no identifier reaches, and joined by what comes before any letter.
  return (
    place >= end &&
    (suffix
      ? SUFFIX.test(suffix) &&
        suffix
          .slice(1)
          .split('.')
          .map((word) => (/\D/.test(word) ? word : word.padStart(128)))
          .join('!')
      : '~')
  );
}

/** Gives a value back where it is the text of a version. */
export function readText(value: unknown): string | undefined {
  return readNumbers(value, 1) ? (value as string) : undefined;
}

/** Reads a version, or gives `undefined` where the value is none. */
export function readVersion(text: unknown): Version | undefined {
  if (!readText(text)) return undefined;
  const [, major = 0, minor = 0, patch = 0, revision = Number.NaN] = numbers;
  const prerelease = /-(.*)/.exec(text as string)?.[1] ?? '';
  return { major, minor, patch, revision: Number.isNaN(revision) ? undefined : revision, prerelease };
}
