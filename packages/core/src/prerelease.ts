/**
 * Writes a prerelease with its hyphen so that plain texts compare as SemVer 2.0.0 §11.3 and §11.4 has it: none
 * comes after any, numbers by value and before words, words by code unit, the shorter list first. Numbers are
 * padded to a width that no identifier reaches, identifiers are joined by what comes before any letter, none is
 * what comes after all.
 */
export function sortable(suffix: string): string {
  const identifiers = suffix.slice(1).split('.');
  return identifiers.map((text) => (/\D/.test(text) ? text : text && text.padStart(128))).join('!') || '~';
}
