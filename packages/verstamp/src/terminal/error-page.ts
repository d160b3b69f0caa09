const DOCS = 'https://github.com/verstamp/verstamp/blob/main/docs';

/** Returns the address of the page that explains an error: no installed package holds it. */
export function errorPageOf(code: string): string {
  return `${DOCS}/errors/${code}.md`;
}

/** The address of the list of all pages. */
export const START_PAGE: string = `${DOCS}/README.md`;

/** The address of the recipes for frameworks. */
export const FRAMEWORKS_PAGE: string = `${DOCS}/frameworks.md`;
