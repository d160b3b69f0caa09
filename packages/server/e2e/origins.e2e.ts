import { createServer, type RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { defineFormat } from '@verstamp/core';
import express from 'express';
import { fastify } from 'fastify';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBrowser } from '@verstamp/testing/use-browser';
import { createGate, type GateOptions } from '../src/index.ts';
import { guardListener } from '../src/node.ts';
import { listen, run, type Running } from './serve.ts';

const browser = useBrowser();
let shop: Running;
/** The page of another origin. */
let page: Awaited<ReturnType<ReturnType<typeof browser>['newPage']>>;

beforeAll(async () => {
  shop = await run(
    [],
    createServer((_request, response) =>
      response.setHeader('Content-Type', 'text/html').end('<title>Shop</title>'),
    ),
  );
  page = await browser().newPage();
  await page.goto(shop.origin);
});

afterAll(async () => {
  await shop?.[Symbol.asyncDispose]();
});

const allowed = (origin: string): Readonly<Record<string, string>> => ({
  'Access-Control-Allow-Origin': origin,
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Headers': 'API-Version, Content-Type',
  'Access-Control-Allow-Methods': 'GET, PUT',
  Vary: 'Origin',
});

/** Applications with CORS code of their own, which never sees what the gate before them answers. */
const APPLICATIONS: Readonly<Record<string, (origin: string) => Promise<RequestListener> | RequestListener>> =
  {
    'node:http': (origin) => (request, response) => {
      response.writeHead(request.method === 'OPTIONS' ? 204 : 200, allowed(origin));
      response.end(request.method === 'OPTIONS' ? undefined : 'handled');
    },
    express(origin) {
      const app = express();
      app.use((request, response, next) => {
        response.set(allowed(origin));
        if (request.method === 'OPTIONS') response.status(204).end();
        else next();
      });
      app.use((_request, response) => void response.send('handled'));
      return app;
    },
    async fastify(origin) {
      const app = fastify();
      app.addHook('onRequest', async (_request, reply) => void reply.headers(allowed(origin)));
      app.all('*', (request, reply) => reply.code(request.method === 'OPTIONS' ? 204 : 200).send('handled'));
      await app.ready();
      return (request, response) => app.routing(request, response);
    },
    hono(origin) {
      const app = new Hono();
      app.use(cors({ origin, credentials: true, allowHeaders: ['API-Version', 'Content-Type'] }));
      app.all('*', (context) => context.text('handled'));
      return getRequestListener(app.fetch);
    },
  };

interface Refused {
  readonly title: string;
  readonly options?: Partial<GateOptions>;
  readonly method?: string;
  readonly header?: string;
  readonly query?: string;
  readonly status?: number;
  readonly code?: string;
  readonly detail: string;
}

const UNREADABLE = 'ClientApiVersionUnreadable';
const strict = { unreadable: 'refuse' } as const;
const REFUSED: readonly Refused[] = [
  { title: 'a newer major in the query', query: '3.0.0', detail: 'Client 3.0.0 is not compatible' },
  { title: 'a newer major in the header', header: '3.0.0', detail: 'Client 3.0.0 is not compatible' },
  { title: 'an older major in a PUT', method: 'PUT', header: '1.0.0', detail: 'Update the client.' },
  {
    title: 'an older major after its end date',
    options: { until: { 1: '2026-01-31' } },
    query: '1.4.3',
    detail: 'can no longer be used since 2026-01-31',
  },
  { title: 'no version', options: strict, code: UNREADABLE, detail: 'No client version was sent' },
  { title: 'a malformed one', options: strict, query: 'v2', code: UNREADABLE, detail: 'could not be read' },
  {
    title: 'the words of another product',
    options: {
      version: 'V3.2-023',
      format: defineFormat('V{major}.{minor}-{revision:3}'),
      status: 423,
      text: ({ sent }) => `Incompatible SC version nr. [${sent}]`,
    },
    query: 'V5.4-456',
    status: 423,
    detail: 'Incompatible SC version nr. [V5.4-456]',
  },
];

describe.each(Object.entries(APPLICATIONS))(
  'a page of another origin, and %s behind the gate',
  (_, serve) => {
    it.each(REFUSED)(
      'can read a refusal of $title',
      async ({ options, method, header, query, ...expected }) => {
        const { status = 400, code = 'ClientApiVersionMismatch', detail } = expected;
        const gate = createGate({
          name: 'shop',
          version: '2.1.0',
          log: false,
          cors: { origin: [shop.origin], credentials: true },
          ...options,
        });
        await using api = await listen([], guardListener(gate, await serve(shop.origin)));
        const seen = await page.evaluate(
          async ({ url, ...init }) => {
            const response = await fetch(url, { ...init, credentials: 'include' });
            const advertised = response.headers.get('API-Version');
            return {
              status: response.status,
              advertised,
              body: (await response.json()) as Record<string, unknown>,
            };
          },
          {
            url: `${api.origin}/orders${query === undefined ? '' : `?api-version=${query}`}`,
            method: method ?? 'GET',
            headers: header === undefined ? {} : { 'API-Version': header },
          },
        );
        expect(seen).toMatchObject({ status, advertised: gate.version, body: { code } });
        expect(seen.body['detail']).toContain(detail);
      },
    );

    it('can read what the application answers, and which version it is of', async () => {
      const gate = createGate({
        name: 'shop',
        version: '2.1.0',
        log: false,
        cors: { origin: [shop.origin], credentials: true },
      });
      await using api = await listen([], guardListener(gate, await serve(shop.origin)));
      const seen = await page.evaluate(async (url) => {
        const response = await fetch(url, { headers: { 'API-Version': '2.0.0' }, credentials: 'include' });
        return [await response.text(), response.headers.get('API-Version')];
      }, `${api.origin}/orders`);
      expect(seen).toEqual(['handled', '2.1.0']);
    });
  },
);

it('could not where the gate does not know the CORS settings: the measure can tell', async () => {
  const gate = createGate({ name: 'shop', version: '2.1.0', log: false });
  await using api = await listen(
    [],
    guardListener(gate, () => {}),
  );
  const seen = await page.evaluate(
    (url) => fetch(url).then(String, String),
    `${api.origin}/orders?api-version=3.0.0`,
  );
  expect(seen).toBe('TypeError: Failed to fetch');
});
