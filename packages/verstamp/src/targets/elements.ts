/** Such elements stand at the top of a page; a server decides how long the rest is, and must not decide how long we look. */
const MAX_HEAD_BYTES = 65_536;

const ATTRIBUTE = /([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/g;

/** The attributes of an element, by their names in lower case. */
export type Attributes = ReadonlyMap<string, string>;

/** Lists the `<meta>` or `<base>` elements at the top of a page. */
export function listElements(page: Buffer, name: 'meta' | 'base'): readonly Attributes[] {
  const html = page.toString('utf8', 0, MAX_HEAD_BYTES);
  const tags = html.matchAll(new RegExp(`<${name}\\b[^>]{0,4000}>`, 'gi'));
  return [...tags].map(([tag]) => readAttributes(tag));
}

/** Of an attribute that is given twice the first counts. */
function readAttributes(tag: string): Attributes {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of tag.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, unescape(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

function unescape(text: string): string {
  return text.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
