import { posix } from 'node:path';

/** Tells whether the site may stand anywhere, so that its pages alone know the way to its root. */
export function isRelativeBase(base: string): boolean {
  return base === '' || base.startsWith('.');
}

/** Returns the version document's address as every page knows it; the name alone if the base is relative. */
export function documentAddress(base: string, document: string | false): string | undefined {
  if (document === false) return undefined;
  return isRelativeBase(base) ? document : base + document;
}

/**
 * Returns the version document's address from a page, for a site that may stand anywhere: ASCII, since that is the
 * same in nearly every charset.
 *
 * @param page - The page's path in the site, as in `/docs/index.html`.
 */
export function documentFromPage(page: string, document: string): string {
  return encodeURI(posix.relative(posix.dirname(`/${page.replace(/^\/+/, '')}`), `/${document}`));
}
