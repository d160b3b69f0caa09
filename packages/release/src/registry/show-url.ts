/** Drops whatever may be a secret from a URL: user, password, query and fragment; all of it if it is not a URL. */
export function showUrl(url: string): string {
  if (!URL.canParse(url)) return NO_URL;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

/** What is shown in place of a text that is not a URL. */
export const NO_URL = 'an address that is no URL';
