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
export function pageTag(stamp: Stamp, place: TagPlace): TagAttributes {
  return { name: 'verstamp', content: formatText(stamp), ...documentTag(place) };
}

/** Returns the attribute that says where the version document is; none if the build knows the site's place. */
export function documentTag({ page, base, document }: TagPlace): Pick<TagAttributes, 'data-document'> {
  if (document === false || !isRelativeBase(base)) return {};
  return { 'data-document': documentFromPage(page, document) };
}
