import { createServer, type RequestListener } from 'node:http';
import type { Profiler } from 'node:inspector';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { fastify } from 'fastify';
import { Hono } from 'hono';
// The built package, as an application would get it from the registry.
import { guardExpress } from '../../../../packages/server/dist/express.js';
import { guardFastify } from '../../../../packages/server/dist/fastify.js';
import { guardHono } from '../../../../packages/server/dist/hono.js';
import { createGate } from '../../../../packages/server/dist/index.js';
import { guardListener } from '../../../../packages/server/dist/node.js';
import { shareIn, startProfile } from './profile.ts';
import type { Framework, Variant } from './subjects.ts';

/** What is asked of a server's process: its CPU time, to begin taking samples, or the gate's share of them. */
export type Question = 'usage' | 'profile' | 'share';

/** Where the gate's files lie, and those of what it is built on. */
const PACKAGES = '/packages/';

// Serves one subject in a process of its own, and says what CPU time it took whenever it is asked.
const [framework, variant] = process.argv.slice(2) as [Framework, Variant];
const isHook = variant.startsWith('gate');
const gate = createGate({
  name: 'shop',
  version: '2.1.0',
  log: false,
  vary: !variant.endsWith('vary: false'),
});
/** What the gate adds to every GET, sent by the application; nothing else may differ from the bare server. */
const VARY = { Vary: 'API-Version' };
const isVarying = variant === 'vary';
const answer = { order: 417, items: ['cart', 'catalog'], total: 12.5 };

const APPLICATIONS: Readonly<Record<Framework, () => Promise<RequestListener>>> = {
  async 'node:http'() {
    const body = JSON.stringify(answer);
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    if (isVarying) return (_request, response) => response.writeHead(200, { ...headers, ...VARY }).end(body);
    return (_request, response) => response.writeHead(200, { ...headers }).end(body);
  },
  async 'Express 5'() {
    const app = express();
    if (variant === 'nothing') app.use((_request, _response, next) => next());
    if (isHook) app.use(guardExpress(gate));
    app.get(
      '/orders/:id',
      (_request, response) => void (isVarying ? response.set(VARY) : response).json(answer),
    );
    return app;
  },
  async 'Fastify 5'() {
    const app = fastify();
    if (variant === 'nothing') app.addHook('onRequest', (_request, _reply, next) => next());
    if (isHook) await app.register(guardFastify(gate));
    app.get('/orders/:id', (_request, reply) => (isVarying ? reply.headers(VARY) : reply).send(answer));
    await app.ready();
    return (request, response) => app.routing(request, response);
  },
  async 'Hono 4'() {
    const app = new Hono();
    if (variant === 'nothing') app.use((_context, next) => next());
    if (isHook) app.use(guardHono(gate));
    app.get('/orders/:id', (context) => (isVarying ? context.json(answer, 200, VARY) : context.json(answer)));
    return getRequestListener(app.fetch);
  },
};

const listener = await APPLICATIONS[framework]();
const server = createServer(variant.startsWith('listener') ? guardListener(gate, listener) : listener);
server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('message', (question: Question) => {
  void answerQuestion(question).then((value) => process.send?.(value));
});
process.on('disconnect', () => process.exit());

let stopProfile: (() => Promise<Profiler.Profile>) | undefined;

/** Gives microseconds of CPU time so far, or the gate's share of it since samples are taken. */
async function answerQuestion(question: Question): Promise<number> {
  if (question === 'profile') stopProfile = await startProfile();
  if (question === 'share') return stopProfile ? shareIn(await stopProfile(), PACKAGES) : Number.NaN;
  const { user, system } = process.cpuUsage();
  return user + system;
}
