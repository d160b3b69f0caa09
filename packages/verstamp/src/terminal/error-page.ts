const PAGES = 'https://github.com/verstamp/verstamp/blob/main/docs/errors';

/** Returns the address of the page that explains an error: no installed package holds it. */
export function errorPageOf(code: string): string {
  return `${PAGES}/${code}.md`;
}
