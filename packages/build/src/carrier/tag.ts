import type { Stamp } from '@verstamp/core';
import { formatText } from '../stamp/text.ts';
import { documentFromPage, isRelativeBase } from './address.ts';

/** The attributes of the element by which a page carries a stamp. */
export interface TagAttributes {
  readonly name: 'verstamp';
  readonly content: string;
  /** The version document's address from this page, if the build does not know the site's. */
  readonly 'data-document'?: string;
}

/** Where a page stands, and what it is to know. */
export interface TagPlace {
  /** The page's path in the site, as in `/docs/index.html`. */
  readonly page: string;
  /** Where the site will stand; `''` or `./` if that is not known. */
  readonly base: string;
  /** The path of the version document. */
  readonly document: string | false;
}

/** Returns the attributes of the element of a page. */
export function pageTag(stamp: Stamp, { page, base, document }: TagPlace): TagAttributes {
  const content = formatText(stamp);
  if (document === false || !isRelativeBase(base)) return { name: 'verstamp', content };
  return { name: 'verstamp', content, 'data-document': documentFromPage(page, document) };
}
