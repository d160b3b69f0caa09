import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFetch, createVerifier } from '../src/index.ts';
import { serve } from './server.ts';

type Arguments = [input: Parameters<typeof fetch>[0], init?: RequestInit];

const own: [string, string][] = [
  ['x-own', 'kept'],
  ['content-type', 'text/x'],
];

/** The forms in which headers are given; an iterator gives them once. */
const HEADERS = {
  none: () => undefined,
  object: () => Object.fromEntries(own),
  array: () => own,
  headers: () => new Headers(own),
  iterator: () => new Map(own).entries(),
};

const BODIES = {
  none: () => undefined,
  text: () => 'text é',
  bytes: () => Uint8Array.of(1, 2),
  blob: () => new Blob(['{}'], { type: 'application/json' }),
  parameters: () => new URLSearchParams({ a: 'ö' }),
};

/** The forms in which a request is given. */
const FORMS = {
  text: (url: string, init: RequestInit): Arguments => [url, init],
  url: (url: string, init: RequestInit): Arguments => [new URL(url), init],
  request: (url: string, init: RequestInit): Arguments => [new Request(url, init)],
  'request and nothing': (url: string, init: RequestInit): Arguments => [new Request(url, init), {}],
  'request and options': (url: string, init: RequestInit): Arguments => [new Request(url), init],
};

const keysOf = <T extends object>(table: T) => fc.constantFrom(...(Object.keys(table) as (keyof T)[]));

/** Tells what has come, and apart from it the version, wherever that was. */
async function read(request: IncomingMessage): Promise<object> {
  const { 'api-version': header, ...headers } = request.headers;
  const [url, query] = request.url?.split(/[?&]api-version=/) ?? [];
  return { method: request.method, url, headers, body: await text(request), version: header ?? query };
}

it('sends all that a request is made of as fetch does, and the version with it', async () => {
  const received: Promise<object>[] = [];
  const server = await serve((request, response) => {
    received.push(read(request));
    response.end();
  });
  const verifier = createVerifier({ name: 'shop', version: '1.4.3', rule: 'xx------' });
  const given = fc.record({
    carrier: fc.constantFrom('header', 'query'),
    form: keysOf(FORMS),
    headers: keysOf(HEADERS),
    body: keysOf(BODIES),
    method: fc.constantFrom('POST', 'put', 'PATCH'),
    path: fc.constantFrom('/', '/?a=%20b+c&d', '/a#?b'),
  });
  await fc.assert(
    fc.asyncProperty(given, async ({ carrier, form, headers, body, method, path }) => {
      const make = (): Arguments => {
        const init = { method, body: BODIES[body](), headers: HEADERS[headers]() };
        return FORMS[form](server.url + path, init as RequestInit);
      };
      for (const ask of [fetch, createFetch(verifier, { carrier: () => carrier })])
        await (await ask(...make())).text();
      const [plain, versioned] = await Promise.all(received.splice(0));
      expect(versioned).toEqual({ ...plain, version: '1.4.3' });
    }),
  );
});
