/**
 * Quotes a value that came from outside for a message: at most `limit` characters, as JSON,
 * with control, bidirectional and line-separator characters escaped.
 */
export function quote(value: unknown, limit = 60): string {
  if (typeof value !== 'string') return describe(value);
  const text = value.length > limit ? `${value.slice(0, limit)}…` : value;
  return JSON.stringify(text).replace(/[^ -~…]/g, escape);
}

/** Quotes a sentence that came from outside, in any language: only what does not print becomes a blank. */
export function quoteSentence(text: string): string {
  return JSON.stringify(text.replace(/[\p{C}\p{Z}]+/gu, ' '));
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function describe(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
