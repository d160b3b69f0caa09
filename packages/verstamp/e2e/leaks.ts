import type { Fault } from '@verstamp/testing/faulty-registry';
import { TOKEN } from '@verstamp/testing/workspace';

/** Every place where a secret may stand, and what stands there. */
export const SECRETS: Readonly<
  Record<'token' | 'variable' | 'address' | 'query' | 'oneTime' | 'ledger' | 'proxy' | 'identity', string>
> = {
  token: TOKEN,
  variable: 'plainWq7xK2variable',
  address: 'plainTb4nR9address',
  query: 'plainZr9vB4query',
  oneTime: 'plainLc5pD1otp',
  ledger: 'plainHn3mT8ledger',
  proxy: 'plainGd6sF0proxy',
  identity: 'plainYk1jC5identity',
};

/** The ways in which a secret may be written. */
function listForms(secret: string): readonly string[] {
  const encoded = [`user:${secret}`, `:${secret}`, secret].map((plain) =>
    Buffer.from(plain).toString('base64'),
  );
  // The last letters depend on what follows.
  return [
    secret,
    encodeURIComponent(secret),
    secret.slice(4, -4),
    ...encoded.map((text) => text.slice(0, -4)),
  ];
}

/** Finds the secrets that can be read in a text, however they are written. */
export function findSecrets(text: string): readonly string[] {
  return Object.entries(SECRETS).flatMap(([place, secret]) =>
    listForms(secret).some((form) => text.includes(form)) ? [place] : [],
  );
}

const echo = (status: number, body: string): Fault => ({ kind: 'answer', status, body });
const to = (location: string): Fault => ({ kind: 'answer', status: 302, body: '', headers: { location } });
const signed = (host: string): string =>
  `http://user:${SECRETS.address}@${host}/a.tgz?token=${SECRETS.query}`;

/** Rewrites where the tarball lies in what a registry answers. */
const moveTarball = (address: string): Fault => ({
  kind: 'swap',
  change: (body) => Buffer.from(body.toString().replaceAll(/"tarball":"[^"]*"/g, `"tarball":"${address}"`)),
});

/** What a registry does with a secret that it was sent, or has of its own. */
export const LEAKS: readonly (readonly [string, (authorization: string | undefined) => Fault])[] = [
  ['401 that repeats it', (sent) => echo(401, JSON.stringify({ error: `${sent} may not` }))],
  ['403 that repeats it', (sent) => echo(403, JSON.stringify({ error: `${sent} may not`, message: sent }))],
  ['409 that repeats it', (sent) => echo(409, JSON.stringify({ error: sent }))],
  ['429 that repeats it', (sent) => echo(429, JSON.stringify({ error: sent }))],
  ['500 with a page that repeats it', (sent) => echo(500, `<html>${sent}</html>`)],
  ['a page that repeats it', (sent) => echo(200, `<html>${sent}</html>`)],
  ['cut JSON that repeats it', (sent) => echo(200, `{"name":"${sent}","versions":{`)],
  ['a name that repeats it', (sent) => echo(200, JSON.stringify({ name: sent, version: sent, dist: {} }))],
  ['a cut connection', () => ({ kind: 'cut' })],
  ['a reset', () => ({ kind: 'reset' })],
  ['a redirect to a signed address where nobody is', () => to(signed('127.0.0.1:9'))],
  ['a redirect to no address', () => to(`http://user:${SECRETS.address}@:x/?${SECRETS.query}`)],
  ['a tarball at a signed address where nobody is', () => moveTarball(signed('127.0.0.1:9'))],
  ['a tarball at another protocol', () => moveTarball(signed('127.0.0.1:9').replace('http:', 'ftp:'))],
  ['a tarball at no address', () => moveTarball(`http://user:${SECRETS.address}@:x/?${SECRETS.query}`)],
];
