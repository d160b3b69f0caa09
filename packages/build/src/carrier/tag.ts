import { formatStamp, type ParsedStamp } from '@verstamp/core';

/** The attributes of the element by which a page carries a stamp. */
export interface TagAttributes {
  readonly name: 'verstamp';
  readonly content: string;
  /** The version document's address from this page, where the build does not know the site's. */
  readonly 'data-document'?: string;
}

/**
 * Writes the element by which a page carries a stamp: it belongs before the page's first script.
 * For pages that the bundler does not write. Nothing in it needs escaping (contract §4).
 *
 * @example stampTag(stamp) // '<meta name="verstamp" content="shop-web@1.4.3.417;t=…">'
 */
export function stampTag(stamp: ParsedStamp): string {
  return `<meta name="verstamp" content="${formatStamp(stamp)}">`;
}
