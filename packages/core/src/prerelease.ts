/** The answer of a comparison, as `Array.prototype.sort` takes it. */
export type Order = -1 | 0 | 1;

/**
 * Compares two prereleases with their hyphens (SemVer 2.0.0 §11.3 and §11.4): none comes after any,
 * numbers by value and before words, words by code unit, the shorter list first.
 */
export function compareSuffixes(a: string, b: string): Order {
  return a === b ? 0 : sortable(a) < sortable(b) ? -1 : 1;
}

/**
 * Writes identifiers so that plain texts compare as SemVer has it: numbers are padded to a width that no
 * identifier reaches, identifiers are joined by what comes before any letter, none is what comes after all.
 */
function sortable(suffix: string): string {
  const identifiers = suffix.slice(1).split('.');
  return identifiers.map((text) => (/\D/.test(text) ? text : text && text.padStart(128))).join('!') || '~';
}
