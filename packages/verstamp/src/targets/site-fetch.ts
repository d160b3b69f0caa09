// Takes a percent sign that encodes nothing for one, where decodeURIComponent throws.
import { unescape } from 'node:querystring';

/** Makes what asks a site: `fetch`, which takes no URL with credentials in it, and sends them in a header instead. */
export function createSiteFetch({ origin, username, password }: URL): typeof fetch {
  const bytes = Buffer.from(`${unescape(username)}:${unescape(password)}`);
  const isSigned = username !== '' || password !== '';
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init?.headers);
    // A page may name a version document of another site.
    if (isSigned && url.origin === origin) headers.set('Authorization', `Basic ${bytes.toString('base64')}`);
    url.username = '';
    url.password = '';
    return fetch(url, { ...init, headers });
  };
}

/** Shows a target as it was given, but for the credentials in a URL. */
export function hideCredentials(target: string): string {
  return target.replace(/^(https?:\/\/)[^/\\?#]*@/i, '$1');
}
