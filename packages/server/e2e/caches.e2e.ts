import type { RequestListener } from 'node:http';
import { messageProtocol } from '@verstamp/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardFetch } from '../src/fetch.ts';
import { createGate, type Gate, type GateOptions } from '../src/index.ts';
import { guardListener } from '../src/node.ts';
import { CACHES, isInstalled, startCache, type Cache } from './caches.ts';
import { ask, bridge, listen, type Reply } from './serve.ts';

interface Site {
  /** What came through the cache to a client of this version. */
  readonly get: (path: string, version: string, ...headers: readonly string[]) => Promise<Reply>;
  /** How many requests reached the application. */
  readonly handled: () => number;
  readonly deploy: (version: string) => void;
}

/** Puts a gate before what answers a client of a version. */
type Serve = (gate: Gate, answer: (version: unknown) => string) => RequestListener;

const CACHED = { 'Cache-Control': 'public, max-age=60' };

const serveNode: Serve = (gate, answer) =>
  guardListener(gate, ({ headers }, response) =>
    response.setHeaders(new Headers(CACHED)).end(answer(headers['api-version'])),
  );

const serveFetch: Serve = (gate, answer) =>
  bridge(
    guardFetch(gate, ({ headers }) => new Response(answer(headers.get('API-Version')), { headers: CACHED })),
  );

/** An application whose answers caches may keep for a minute, behind a gate and a cache. */
async function openSite(
  cache: Cache,
  options: Partial<GateOptions> = {},
  serve: Serve = serveNode,
): Promise<Site> {
  let handled = 0;
  let listener: RequestListener;
  const deploy = (version: string): void => {
    const gate = createGate({ name: 'shop', version, log: false, ...options });
    listener = serve(gate, (client) => {
      handled++;
      return `for ${String(client)}`;
    });
  };
  deploy('2.1.0');
  const origin = await listen([], (request, response) => listener(request, response));
  onTestFinished(() => origin[Symbol.asyncDispose]());
  const running = await startCache(cache, origin.origin);
  onTestFinished(() => running[Symbol.asyncDispose]());
  const get = (path: string, version: string, ...headers: readonly string[]): Promise<Reply> =>
    ask(running.url + path, ['API-Version', version, ...headers]);
  return { get, handled: () => handled, deploy };
}

const readVersion = ({ body }: Reply): unknown => (JSON.parse(body) as { readonly version: unknown }).version;

describe.each(CACHES)('behind $title', (cache) => {
  // Debian has all three; `.ci/run` installs what is missing.
  const isThere = isInstalled(cache);
  if (!isThere) console.warn(`${cache.title} is not installed: what is tested behind it is skipped.`);

  it.skipIf(!isThere)('every client gets its own answer, however they take turns', async () => {
    const { get, handled } = await openSite(cache);
    const rounds = 4;
    for (let round = 0; round < rounds; round++) {
      for (const version of ['2.0.0', '1.4.3', '2.0.1', '3.0.0']) {
        const { status, body, headers } = await get('/orders', version);
        if (version.startsWith('2.')) expect([status, body]).toEqual([200, `for ${version}`]);
        else expect([status, JSON.parse(body)]).toMatchObject([400, { client: version, server: '2.1.0' }]);
        expect(headers.vary).toMatch(/\bAPI-Version\b/i);
      }
    }
    // Were nothing kept, nothing would have been tested.
    expect(handled()).toBe(cache.keepsVaried ? 2 : 2 * rounds);
  });

  it.skipIf(!isThere)('a refusal is not kept for those that come after it', async () => {
    const { get, deploy } = await openSite(cache);
    expect((await get('/orders', '3.0.0')).status).toBe(400);
    deploy('3.0.0');
    expect((await get('/orders', '3.0.0')).status).toBe(200);
  });

  it.skipIf(!isThere)('what a discarded client gets, no other does', async () => {
    const { get } = await openSite(cache, { rule: messageProtocol }, serveFetch);
    expect(await get('/orders', '3.0.0')).toMatchObject({ status: 400, body: '' });
    for (const version of ['2.1.0', '2.0.0', '2.1.0'])
      expect(await get('/orders', version)).toMatchObject({ status: 200, body: `for ${version}` });
  });

  it.skipIf(!isThere)(
    'a version document is of now, for who knows an older one and who knows none',
    async () => {
      const { get, deploy } = await openSite(cache);
      let tag = '';
      for (const version of ['2.1.0', '2.2.0', '3.0.0', '2.2.0']) {
        deploy(version);
        for (let turn = 0; turn < 3; turn++)
          expect(readVersion(await get('/version.json', '2.0.0'))).toBe(version);
        const known = await get('/version.json', '2.0.0', 'If-None-Match', tag);
        expect([known.status, readVersion(known)]).toEqual([200, version]);
        tag = String(known.headers.etag);
        // nginx keeps the question to itself, and sends the whole document again.
        const same = await get('/version.json', '2.0.0', 'If-None-Match', tag);
        if (same.status !== 304) expect(readVersion(same)).toBe(version);
      }
    },
  );

  it.skipIf(!isThere)(
    'clients that name their version in the address get their own answers as well',
    async () => {
      const { get } = await openSite(cache);
      for (let round = 0; round < 3; round++) {
        const answers = ['2.0.0', '1.4.3'].map((version) => get(`/orders?api-version=${version}`, version));
        expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 400]);
      }
    },
  );

  it.skipIf(!isThere)('without Vary one client would get the answer of another', async () => {
    const { get, handled } = await openSite(cache, { vary: false });
    expect((await get('/orders', '2.0.0')).status).toBe(200);
    // The fault that the header is there for, which shows that the cache would have made it.
    expect((await get('/orders', '1.4.3')).body).toBe('for 2.0.0');
    expect(handled()).toBe(1);
  });
});
