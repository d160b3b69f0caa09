import type { Version } from './version.ts';

/** The longest version text that is looked at, in UTF-16 code units. */
export const MAX_VERSION_LENGTH = 128;

/** What a dot and a digit are once their bits have met those of `0`: digits become their value. */
const DOT = 30;

/**
 * Reads a version (grammar/version.abnf), or returns a falsy value if it is not one. The one reader of the
 * grammar. It runs per request and in every page, so it is written for speed and few bytes: one scan by character
 * code, no exceptions, no regular expression except for prereleases.
 *
 * @param numbers - Gets major, minor, patch and revision, NaN for a missing one. The caller uses the list again, since a
 * new one for each text would take longer than the reading.
 * @returns The prerelease as a text that compares as SemVer 2.0.0 §11.3 and §11.4 has it: none comes after any,
 * numbers by value and before words, words by code unit, the shorter list first.
 */
export function readNumbers(text: unknown, numbers: number[]): string | false | undefined {
  if (typeof text !== 'string' || text[MAX_VERSION_LENGTH]) return;
  let index = -1;
  let part = 0;
  let digit: number | undefined;
  do {
    let value = -1;
    // Asking beyond the end would give NaN, and turn all of this into slow floating point.
    while (++index < text.length && (digit = text.charCodeAt(index) ^ 48) < 10) {
      // A digit after a lone zero would be a leading zero.
      if (!value) return;
      value = value > 0 ? value * 10 + digit : digit;
    }
    if (value < 0 || value >= 2 ** 53) return;
    numbers[part] = value;
  } while (++part < 4 && digit === DOT);
  numbers[part] = NaN;
  const suffix = text.slice(index);
  // Numbers are padded to a width that no identifier reaches, and joined by a comma, which comes before all that
  // an identifier may hold, as the bar comes after it.
  return (
    part > 2 &&
    (suffix
      ? /^-(?!(.*\.)?(0\d+)?(\.|$))[\da-z.-]+$/i.test(suffix) &&
        suffix
          .slice(1)
          .split('.')
          .map((word) => (/\D/.test(word) ? word : word.padStart(128)))
          .join()
      : '|')
  );
}

/** Returns the value if it is the text of a version. */
export function readText(value: unknown): string | undefined {
  if (readNumbers(value, [])) return value as string;
}

/** Reads a version; `undefined` if the value is not one. */
export function readVersion(text: unknown): Version | undefined {
  const numbers: number[] = [];
  if (!readNumbers(text, numbers)) return undefined;
  const [major = 0, minor = 0, patch = 0, revision = Number.NaN] = numbers;
  const prerelease = /-(.*)/.exec(text as string)?.[1] ?? '';
  return { major, minor, patch, revision: Number.isNaN(revision) ? undefined : revision, prerelease };
}
