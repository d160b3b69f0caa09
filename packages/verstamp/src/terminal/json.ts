/**
 * Writes a JSON document, the same wherever it goes. What a terminal would obey, or show in another order, is escaped:
 * the value stays what it is. Line breaks stand between values only.
 */
export function formatJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escape);
}

/** Beyond the first 65,536 characters JSON takes two escapes. */
function escape(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
