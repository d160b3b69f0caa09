import {
  createServer,
  request as send,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import { Readable } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import express, { type Express } from 'express';
// @ts-expect-error -- its types are those of Express 5, as far as they are used here
import express4 from 'express4';
import { fastify } from 'fastify';
import { Hono } from 'hono';
import { listen as listenFree } from '@verstamp/testing/listen';
import { createGate, type GateOptions } from '../src/index.ts';
import { guardExpress } from '../src/express.ts';
import { guardFastify } from '../src/fastify.ts';
import { guardFetch } from '../src/fetch.ts';
import { guardHono } from '../src/hono.ts';
import { guardListener } from '../src/node.ts';

/** A running server, and the requests that reached the application behind its gate. */
export interface Running extends AsyncDisposable {
  readonly origin: string;
  readonly handled: readonly string[];
}

/** What came back over the wire. */
export interface Reply {
  readonly status: number;
  readonly statusText: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the application behind a gate says beside the version. */
const OWN: Readonly<Record<string, string>> = { Vary: 'Accept-Encoding' };

/** The adapters that every case is run against, each with the same small application behind it. */
export const adapters = {
  node(options: GateOptions, own = OWN) {
    const handled: string[] = [];
    const gate = createGate(options);
    return listen(
      handled,
      guardListener(gate, (request, response) => {
        handled.push(request.url ?? '');
        response.setHeaders(new Map(Object.entries(own)));
        response.end('handled');
      }),
    );
  },
  fetch(options: GateOptions, own = OWN) {
    const handled: string[] = [];
    const gate = createGate(options);
    const handler = guardFetch(gate, (request) => {
      handled.push(new URL(request.url).pathname);
      return new Response('handled', { headers: own });
    });
    return listen(handled, bridge(handler));
  },
  express: (options: GateOptions, own = OWN) => serveExpress(express(), options, own),
  express4: (options: GateOptions, own = OWN) => serveExpress((express4 as typeof express)(), options, own),
  async fastify(options: GateOptions, own = OWN) {
    const handled: string[] = [];
    const app = fastify();
    await app.register(guardFastify(createGate(options)));
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    app.all('*', async (request, reply) => {
      handled.push(request.url);
      return reply.headers(own).send('handled');
    });
    await app.ready();
    return listen(handled, (request, response) => app.routing(request, response));
  },
  hono(options: GateOptions, own = OWN) {
    const handled: string[] = [];
    const app = new Hono();
    app.use(guardHono(createGate(options)));
    app.all('*', (context) => {
      handled.push(context.req.path);
      return context.text('handled', 200, own);
    });
    return run(handled, createAdaptorServer({ fetch: app.fetch }) as Server);
  },
} satisfies Record<string, (options: GateOptions, own?: typeof OWN) => Promise<Running>>;

function serveExpress(app: Express, options: GateOptions, own: typeof OWN): Promise<Running> {
  const handled: string[] = [];
  app.use(guardExpress(createGate(options)));
  app.use((request, response) => {
    handled.push(request.url);
    response.set(own).send('handled');
  });
  return listen(handled, app);
}

/** Carries a fetch handler's requests and responses over `node:http`. */
export function bridge(handler: (request: Request) => Promise<Response>): RequestListener {
  return (incoming, outgoing) => {
    void (async () => {
      const { method = 'GET', url = '/', headersDistinct } = incoming;
      const headers = new Headers();
      for (const [name, values = []] of Object.entries(headersDistinct)) {
        for (const value of values) headers.append(name, value);
      }
      const response = await handler(
        new Request(`http://${incoming.headers.host}${url}`, { method, headers }),
      );
      outgoing.statusMessage = response.statusText;
      outgoing.writeHead(response.status, [...response.headers].flat());
      if (response.body) Readable.fromWeb(response.body as never).pipe(outgoing);
      else outgoing.end();
    })();
  };
}

/** Starts a listener on a free port. */
export function listen(handled: readonly string[], listener: RequestListener): Promise<Running> {
  return run(handled, createServer(listener));
}

/** Starts a server on a free port. */
export async function run(handled: readonly string[], server: Server): Promise<Running> {
  const { origin, close } = await listenFree(server);
  return {
    origin,
    handled,
    [Symbol.asyncDispose]: close,
  };
}

/** Asks over the wire; headers are a flat list, so that one can be sent twice. */
export function ask(url: string, headers: readonly string[] = [], method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const options = { method, headers: ['Host', target.host, ...headers], agent: false };
    const request = send(target, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode = 0, statusMessage = '', headers: received } = response;
        resolve({
          status: statusCode,
          statusText: statusMessage,
          headers: received,
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    request.on('error', reject);
    request.end();
  });
}
