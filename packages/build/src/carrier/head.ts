import { findPage } from './page.ts';
import { stampPrefix } from '../stamp/prefix.ts';
import type { TagAttributes } from './tag.ts';

/** What may stand before the content of a page's head. */
const BEFORE_HEAD =
  /^(?:\uFEFF|\u00EF\u00BB\u00BF)?(?:\s+|<!--[^]*?-->|<\?[^>]*>|<!doctype[^>]*>|<html(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>|<head(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>)*/i;

/**
 * Puts a stamp's element into a page as {@link insertTag} does, and changes nothing else of it: no byte, whatever its
 * charset. Returns `undefined` if a file is not a page: a template, or a part that others put into theirs.
 */
export function stampPage(
  page: string | Uint8Array,
  name: string,
  attributes: TagAttributes,
): string | Buffer | undefined {
  const isText = typeof page === 'string';
  // One character for each byte: all that is looked for and put in is ASCII.
  const html = isText ? page : Buffer.from(page).toString('latin1');
  if (findPage(html) === undefined) return undefined;
  const stamped = insertTag(html, name, attributes);
  return isText ? stamped : Buffer.from(stamped, 'latin1');
}

/**
 * Puts a stamp's element into a page before everything that could run, with or without a `<head>`: where it
 * is left out, a browser begins one there. A page that bears a stamp of this name already stays as it is.
 */
export function insertTag(html: string, name: string, attributes: TagAttributes): string {
  if (html.includes(`<meta name="verstamp" content="${stampPrefix(name)}`)) return html;
  const begin = findPage(html) ?? 0;
  const end = begin + (BEFORE_HEAD.exec(html.slice(begin))?.[0].length ?? 0);
  return html.slice(0, end) + formatTag(attributes) + html.slice(end);
}

/** Writes the element for HTML and XHTML; nothing in a stamp or a path that the build takes needs escaping. */
function formatTag(attributes: TagAttributes): string {
  const pairs = Object.entries(attributes) as [string, string][];
  return `<meta ${pairs.map(([name, value]) => `${name}="${value}"`).join(' ')}/>`;
}
