import type { Server } from 'node:http';
import { Readable } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import { messageProtocol } from '@verstamp/core';
import express, { type ErrorRequestHandler } from 'express';
import { fastify } from 'fastify';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { createAdaptorServer as createAdaptorServer1 } from 'hono-node-server-1';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardExpress } from '../src/express.ts';
import { guardFastify } from '../src/fastify.ts';
import { guardFetch } from '../src/fetch.ts';
import { guardHono } from '../src/hono.ts';
import { createGate, type Gate } from '../src/index.ts';
import { ask, listen, run, type Reply, type Running } from './serve.ts';

const ORIGIN = 'https://shop.example';
const gate = createGate({ name: 'shop', version: '2.1.0', log: false });

const onError: ErrorRequestHandler = (_error, _request, response, _next) => {
  response.status(500).end();
};

/** Applications whose own CORS code runs before the gate, with ways to answer that pass a framework's headers by. */
const applications = {
  express(given: Gate) {
    const app = express();
    app.use((_request, response, next) => {
      response.set({ 'Access-Control-Allow-Origin': ORIGIN, Vary: 'Origin' });
      next();
    });
    app.use('/api', guardExpress(given));
    app.get('/api/stream', (_request, response) => void Readable.from(['a', 'b']).pipe(response));
    app.get('/api/raw', (_request, response) => void response.writeHead(200, { 'X-A': '1' }).end());
    app.get('/api/moved', (_request, response) => response.redirect('/api/there'));
    app.get('/api/broken', () => {
      throw new Error('its own');
    });
    app.use(onError);
    return listen([], app);
  },
  async fastify(given: Gate) {
    const app = fastify();
    app.addHook('onRequest', async (_request, reply) => {
      reply.headers({ 'Access-Control-Allow-Origin': ORIGIN, Vary: 'Origin' });
    });
    await app.register(guardFastify(given));
    // A scope of its own, which the gate holds for as well.
    await app.register(async (scope) => {
      scope.get('/api/stream', (_request, reply) => reply.send(Readable.from(['a', 'b'])));
      scope.get('/api/raw', (_request, reply) => {
        reply.hijack();
        reply.raw.writeHead(200, { 'X-A': '1', Vary: 'Origin' }).end();
      });
    });
    app.get('/api/moved', (_request, reply) => reply.redirect('/api/there'));
    app.get('/api/broken', () => {
      throw new Error('its own');
    });
    await app.ready();
    return listen([], (request, response) => app.routing(request, response));
  },
  hono(given: Gate) {
    const app = new Hono();
    app.use(cors({ origin: [ORIGIN] }));
    app.use('/api/*', guardHono(given));
    app.get('/api/stream', () => new Response(new Blob(['a', 'b']).stream()));
    app.get('/api/raw', (context) => {
      context.res.headers.append('Set-Cookie', 'a=1');
      return new Response('', { headers: { 'X-A': '1' } });
    });
    // Its headers cannot be changed.
    app.get('/api/moved', () => Response.redirect(`${ORIGIN}/api/there`, 302));
    app.get('/api/broken', () => {
      throw new Error('its own');
    });
    app.onError((_error, context) => context.body(null, 500));
    return run([], createAdaptorServer({ fetch: app.fetch }) as Server);
  },
} satisfies Record<string, (given: Gate) => Promise<Running>>;

/** The entries of `Vary`, each of them once. */
function varyOf({ headers }: Reply): readonly string[] | undefined {
  return headers.vary?.split(', ').toSorted();
}

describe.each(Object.entries(applications))('in %s', (name, serve) => {
  it.each([
    ['/api/stream', 200],
    ['/api/raw', 200],
    ['/api/moved', 302],
    ['/api/broken', 500],
    ['/api/nowhere', 404],
  ])('adds to %s, which answers %d, without losing what was set before', async (path, status) => {
    await using server = await serve(gate);
    const reply = await ask(server.origin + path, ['API-Version', '2.0.0', 'Origin', ORIGIN]);
    expect(reply.status).toBe(status);
    expect(reply.headers['api-version']).toBe('2.1.0');
    expect(varyOf(reply)).toEqual(expect.arrayContaining(['API-Version', 'Origin']));
  });

  it.each(['GET', 'HEAD', 'POST'])(
    'lets the CORS code before the gate speak on a refused %s',
    async (method) => {
      await using server = await serve(gate);
      const reply = await ask(`${server.origin}/api/raw`, ['API-Version', '1.0.0', 'Origin', ORIGIN], method);
      expect(reply).toMatchObject({
        status: 400,
        headers: {
          'access-control-allow-origin': ORIGIN,
          'cache-control': 'no-store',
          'content-type': 'application/problem+json',
        },
      });
      expect(varyOf(reply)).toEqual(method === 'POST' ? ['Origin'] : ['API-Version', 'Origin']);
    },
  );

  it('serves the document at the path that the client asks for, below a mounted gate', async () => {
    await using server = await serve(
      createGate({ name: 'shop', version: '2.1.0', document: '/api/version.json', log: false }),
    );
    const { body } = await ask(`${server.origin}/api/version.json`);
    expect(JSON.parse(body)).toMatchObject({ name: 'shop', version: '2.1.0' });
  });

  it('answers nothing where the rule discards, as far as the framework can', async () => {
    await using server = await serve(
      createGate({ name: 'shop', version: '2.1.0', rule: messageProtocol, log: false }),
    );
    const answer = ask(`${server.origin}/api/raw`, ['API-Version', '1.0.0']);
    if (name === 'hono') expect(await answer).toMatchObject({ status: 400, body: '' });
    else await expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await ask(`${server.origin}/api/raw`, ['API-Version', '2.0.0'])).status).toBe(200);
  });
});

describe.each([
  ['2', createAdaptorServer],
  ['1', createAdaptorServer1],
])("Hono's server for Node, version %s", (_, create) => {
  it('says what the CORS code has set before a refusal, and where the answer is compressed', async () => {
    const app = new Hono().use(cors({ origin: [ORIGIN] }), compress(), guardHono(gate));
    await using server = await run([], create({ fetch: app.fetch }) as Server);
    const sent = ['API-Version', '1.0.0', 'Origin', ORIGIN, 'Accept-Encoding', 'gzip'];
    for (const path of ['/orders', '/version.json']) {
      const { headers } = await ask(server.origin + path, sent);
      expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'access-control-allow-origin': ORIGIN });
    }
  });

  it('hands on the answer of another server, with what the gate adds', async () => {
    await using behind = await listen([], (_request, response) => response.end('handled'));
    const handler = guardFetch(gate, () => fetch(behind.origin));
    await using server = await run([], create({ fetch: handler }) as Server);
    const reply = await ask(server.origin, ['API-Version', '2.0.0']);
    expect(reply).toMatchObject({ status: 200, body: 'handled', headers: { 'api-version': '2.1.0' } });
  });
});

it('keeps the cookies that a handler in Hono has set', async () => {
  await using server = await applications.hono(gate);
  const { headers } = await ask(`${server.origin}/api/raw`, ['API-Version', '2.0.0']);
  expect(headers['set-cookie']).toEqual(['a=1']);
});

it('judges what an app in Hono hands to another, not what came in', async () => {
  const inner = new Hono().use(guardHono(gate)).get('/orders', (context) => context.text('ordered'));
  const outer = new Hono().get('/orders/:version', async (context) => {
    const headers = { 'API-Version': context.req.param('version') };
    return inner.fetch(new Request('http://inner.example/orders', { headers }), context.env);
  });
  await using server = await run([], createAdaptorServer({ fetch: outer.fetch }) as Server);
  const refused = await ask(`${server.origin}/orders/1.0.0`, ['API-Version', '2.0.0']);
  const passed = await ask(`${server.origin}/orders/2.0.0`, ['API-Version', '1.0.0']);
  expect([refused.status, passed.status, passed.body]).toEqual([400, 200, 'ordered']);
});

it.each(['/orders', '/mounted/orders'])('sends the reason to the letter in Hono at %s', async (path) => {
  const text = 'Incompatible SC version nr. [V5.4-456]';
  const strict = createGate({ name: 'shop', version: '2.1.0', status: 423, text: () => text, log: false });
  const inner = new Hono().use(guardHono(strict)).get('/orders', (context) => context.text('ordered'));
  const outer = new Hono().mount('/mounted', inner.fetch).route('/', inner);
  await using server = await run([], createAdaptorServer({ fetch: outer.fetch }) as Server);
  const reply = await ask(server.origin + path, ['API-Version', '1.0.0']);
  expect([reply.status, reply.statusText]).toEqual([423, text]);
});

it('refuses in Hono where the bindings of a worker bear the names that the server for Node gives', async () => {
  const app = new Hono().use(guardHono(gate)).get('/', (context) => context.text('handled'));
  const headers = { 'API-Version': '1.0.0' };
  const bindings = { incoming: 'a queue', outgoing: 'another' };
  expect((await app.request('/', { headers }, bindings)).status).toBe(400);
});

it('lets the hooks of Fastify see a refusal', async () => {
  const seen: number[] = [];
  const app = fastify();
  app.addHook('onSend', async (_request, reply) => void seen.push(reply.statusCode));
  await app.register(guardFastify(gate));
  const reply = await app.inject({ url: '/', headers: { 'API-Version': '1.0.0' } });
  expect([seen, reply.statusCode, reply.json<{ client: string }>().client]).toEqual([[400], 400, '1.0.0']);
});

it.each(['/version.json', '/refused'])(
  'answers HEAD %s in Fastify where a body would be an error',
  async (path) => {
    const app = fastify({ http: { rejectNonStandardBodyWrites: true } });
    await app.register(guardFastify(gate));
    await app.listen({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => app.close());
    const reply = await ask(app.listeningOrigin + path, ['API-Version', '1.0.0'], 'HEAD');
    expect(reply.status).toBe(path === '/refused' ? 400 : 200);
    expect(reply.headers['cache-control']).toBe(path === '/refused' ? 'no-store' : 'no-cache');
    // Nothing is said of the length of what is left out.
    expect(reply.headers).not.toHaveProperty('content-length');
  },
);
