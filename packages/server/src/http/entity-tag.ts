import { hash } from '../hash.ts';

/** Makes an entity tag of 53 bits from what it stands for. */
export function makeEntityTag(text: string): string {
  const [high, low] = hash(text);
  return `"${(4294967296 * (2097151 & low) + high).toString(36)}"`;
}

/** Tells whether `If-None-Match` names an entity tag (RFC 9110 §13.1.2): a list, compared weakly. */
export function matchesEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((entry) => ['*', tag, `W/${tag}`].includes(entry.trim()));
}
