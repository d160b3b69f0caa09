import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { fastify } from 'fastify';
import { Hono } from 'hono';
// The built package, as an application would get it from the registry.
import { guardExpress } from '../../../../packages/server/dist/express.js';
import { guardFastify } from '../../../../packages/server/dist/fastify.js';
import { guardHono } from '../../../../packages/server/dist/hono.js';
import { createGate, type Gate } from '../../../../packages/server/dist/index.js';
import { guardListener } from '../../../../packages/server/dist/node.js';
import type { Framework, Variant } from './subjects.ts';

/** Makes the application of one subject, with its gate. */
export async function createListener(framework: Framework, variant: Variant): Promise<RequestListener> {
  const gate = createGate({
    name: 'shop',
    version: '2.1.0',
    log: false,
    vary: !variant.endsWith('vary: false'),
  });
  const listener = await APPLICATIONS[framework](variant, gate);
  return variant.startsWith('listener') ? guardListener(gate, listener) : listener;
}

const answer = { order: 417, items: ['cart', 'catalog'], total: 12.5 };
/** What the gate adds to every GET, sent by the application; nothing else may differ from the bare server. */
const VARY = { Vary: 'API-Version' };

type Application = (variant: Variant, gate: Gate) => Promise<RequestListener>;

const APPLICATIONS: Readonly<Record<Framework, Application>> = {
  async 'node:http'(variant) {
    const body = JSON.stringify(answer);
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    if (variant === 'vary')
      return (_request, response) => response.writeHead(200, { ...headers, ...VARY }).end(body);
    return (_request, response) => response.writeHead(200, { ...headers }).end(body);
  },
  async 'Express 5'(variant, gate) {
    const app = express();
    if (variant === 'nothing') app.use((_request, _response, next) => next());
    if (variant.startsWith('gate')) app.use(guardExpress(gate));
    app.get(
      '/orders/:id',
      (_request, response) => void (variant === 'vary' ? response.set(VARY) : response).json(answer),
    );
    return app;
  },
  async 'Fastify 5'(variant, gate) {
    const app = fastify();
    if (variant === 'nothing') app.addHook('onRequest', (_request, _reply, next) => next());
    if (variant.startsWith('gate')) await app.register(guardFastify(gate));
    app.get('/orders/:id', (_request, reply) =>
      (variant === 'vary' ? reply.headers(VARY) : reply).send(answer),
    );
    await app.ready();
    return (request, response) => app.routing(request, response);
  },
  async 'Hono 4'(variant, gate) {
    const app = new Hono();
    if (variant === 'nothing') app.use((_context, next) => next());
    if (variant.startsWith('gate')) app.use(guardHono(gate));
    app.get('/orders/:id', (context) =>
      variant === 'vary' ? context.json(answer, 200, VARY) : context.json(answer),
    );
    return getRequestListener(app.fetch);
  },
};
