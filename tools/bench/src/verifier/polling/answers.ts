/** What a server makes of a request. */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** A document that ends in the middle, with its connection. */
  | 'cut'
  | 'reset'
  | 'never';

/** Writes a poller's document with something in the place of the version. */
export type WriteDocument = (version: unknown) => Readonly<Record<string, unknown>>;

/** What a poll is answered. */
export interface Answer {
  readonly title: string;
  /** What is right to make of it: only an update is to be told. */
  readonly kind: 'same' | 'update' | 'rollback' | 'odd';
  readonly reply: (write: WriteDocument) => Reply;
  /** Whether it is the page itself: for who asks for the page, the build that runs. */
  readonly isPage?: boolean;
}

/** The build that runs in the page. */
export const RUNNING = '1.4.3.417';

const LOGIN = '<!doctype html><title>Sign in</title><form><input name="user"></form>';
const SHELL = '<!doctype html><title>Shop</title><script type="module" src="app.js"></script>';
const html = { 'content-type': 'text/html' };

/** The controls, which everybody must get right, a rollback, and answers that say nothing about an update. */
export const ANSWERS: readonly Answer[] = [
  { title: 'the build that runs', kind: 'same', reply: says(RUNNING) },
  { title: 'a newer build', kind: 'update', reply: says('1.5.0.418') },
  { title: 'an older build: a rollback', kind: 'rollback', reply: says('1.4.2.416') },
  odd('`{}`', () => ({ body: '{}' })),
  odd('`[]`', () => ({ body: '[]' })),
  odd('`null`', () => ({ body: 'null' })),
  odd('`true`', () => ({ body: 'true' })),
  odd('`0`', () => ({ body: '0' })),
  odd('`"ok"`', () => ({ body: '"ok"' })),
  odd('no text: `null` for a version', says(null)),
  odd('an empty text for a version', says('')),
  odd('a number for a version', says(1.4)),
  odd('an object for a version', says({ major: 1, minor: 4 })),
  odd('`latest` for a version', says('latest')),
  odd('the same version, written with a `v`', says(`v${RUNNING}`)),
  odd("another application's document", (write) => ({
    body: JSON.stringify({ ...write('9.1.0.7'), name: 'admin' }),
  })),
  odd('an error in JSON, 200', () => ({ body: '{"error":"session expired"}' })),
  odd('an error in JSON, 401', () => ({ status: 401, body: '{"error":"unauthorized"}' })),
  odd('a login page, 200', () => ({ headers: html, body: LOGIN })),
  odd('a redirect to a login page', () => ({ status: 302, headers: { location: '/login' }, body: '' })),
  {
    ...odd("a single-page application's page, 200", () => ({ headers: html, body: SHELL })),
    isPage: true,
  },
  odd('a page, 404', () => ({ status: 404, headers: html, body: '<!doctype html>Not found' })),
  odd('a page, 503', () => ({ status: 503, headers: html, body: '<!doctype html>Back soon' })),
  odd('a document, 503', (write) => ({ status: 503, body: JSON.stringify(write('0.0.0.0')) })),
  odd('nothing, 200', () => ({ body: '' })),
  odd('nothing, 204', () => ({ status: 204, body: '' })),
  odd('two documents behind each other', (write) => ({ body: JSON.stringify(write('1.5.0.418')).repeat(2) })),
  odd('a document cut in its middle', () => 'cut'),
  odd('a connection that is reset', () => 'reset'),
  odd('no answer at all', () => 'never'),
  odd('the build that runs, after a byte order mark', (write) => ({
    body: `\uFEFF${JSON.stringify(write(RUNNING))}`,
  })),
  odd('the build that runs, its ETag made weak by a proxy that compresses', (write) => ({
    headers: { etag: 'W/"compressed"' },
    body: JSON.stringify(write(RUNNING)),
  })),
];

function odd(title: string, reply: Answer['reply']): Answer {
  return { title, kind: 'odd', reply };
}

function says(version: unknown): Answer['reply'] {
  return (write) => ({ body: JSON.stringify(write(version)) });
}
