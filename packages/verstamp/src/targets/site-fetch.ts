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

/** Shows a target as it was given, but for what may be secret in a URL: credentials, and what stands behind the path. */
export function hideCredentials(target: string): string {
  if (!/^[a-z][a-z\d+.-]+:\/\//i.test(target)) return target;
  // What cannot be parsed may have a slash in its credentials; a path may hold the sign that ends them.
  const credentials = URL.canParse(target) ? /\/\/[^/\\?#]*@/ : /\/\/.*@/;
  return target.replace(credentials, '//').replace(/[?#].*/, '');
}
