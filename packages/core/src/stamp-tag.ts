import { formatStamp, parseStamp, type ParsedStamp } from './stamp.ts';

/**
 * Writes the element by which a page carries a stamp: it belongs before the page's first script.
 * For pages that no bundler writes. Nothing in it needs escaping.
 *
 * @param stamp - A stamp, or its text as `virtual:verstamp` has it; without one there is no element.
 * @throws VerstampError `STAMP_SYNTAX` if it is not a stamp.
 * @example stampTag('shop-web@1.4.3.417') // '<meta name="verstamp" content="shop-web@1.4.3.417">'
 */
export function stampTag(stamp: string | ParsedStamp | undefined): string {
  if (stamp === undefined) return '';
  const content = formatStamp(parseStamp(typeof stamp === 'string' ? stamp : formatStamp(stamp)));
  return `<meta name="verstamp" content="${content}">`;
}
