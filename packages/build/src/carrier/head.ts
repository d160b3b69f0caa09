import { stampPrefix } from './prefix.ts';
import type { TagAttributes } from './tag.ts';

/** What may stand before the content of a page's head. */
const BEFORE_HEAD =
  /^\uFEFF?(?:\s+|<!--[^]*?-->|<\?[^>]*>|<!doctype[^>]*>|<html(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>|<head(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>)*/i;

/**
 * Puts a stamp's element into a page before everything that could run, with or without a `<head>`: where it
 * is left out, a browser begins one there. A page that bears a stamp of this name already stays as it is.
 */
export function insertTag(html: string, name: string, attributes: TagAttributes): string {
  if (html.includes(`<meta name="verstamp" content="${stampPrefix(name)}`)) return html;
  const length = BEFORE_HEAD.exec(html)?.[0].length ?? 0;
  return html.slice(0, length) + formatTag(attributes) + html.slice(length);
}

/** Writes the element; nothing in a stamp or a path that the build takes needs escaping. */
function formatTag(attributes: TagAttributes): string {
  const pairs = Object.entries(attributes) as [string, string][];
  return `<meta ${pairs.map(([name, value]) => `${name}="${value}"`).join(' ')}>`;
}
