import { createServer as createPlain, type RequestListener, type ServerResponse } from 'node:http';
import { connect, createServer as createSecond, type Http2Server } from 'node:http2';
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { messageProtocol } from '@verstamp/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createGate } from '../src/index.ts';
import { guardListener } from '../src/node.ts';
import { ask, listen, run } from './serve.ts';

const gate = createGate({ name: 'shop', version: '2.1.0', log: false, serverTiming: true });
const OWN = 'verstamp;desc="2.1.0"';

/** The ways in which applications set headers; each must keep what the gate adds. */
const styles: readonly [string, (response: ServerResponse) => void, string, string][] = [
  ['nothing at all', (response) => response.end(), 'API-Version', OWN],
  ['write before end', (response) => response.write('x') && response.end(), 'API-Version', OWN],
  ['flushHeaders', (response) => (response.flushHeaders(), response.end()), 'API-Version', OWN],
  ['setHeader', (response) => response.setHeader('vary', 'Cookie').end(), 'Cookie, API-Version', OWN],
  [
    'setHeader with a list',
    (response) => response.setHeader('Vary', ['Cookie', 'Accept']).end(),
    'Cookie, Accept, API-Version',
    OWN,
  ],
  ['appendHeader', (response) => response.appendHeader('Vary', 'Cookie').end(), 'Cookie, API-Version', OWN],
  ['removeHeader', (response) => (response.removeHeader('Vary'), response.end()), 'API-Version', OWN],
  [
    'writeHead with an object',
    (response) => response.writeHead(200, { VARY: 'Cookie', 'server-timing': 'db;dur=3' }).end(),
    'Cookie, API-Version',
    `db;dur=3, ${OWN}`,
  ],
  [
    'writeHead with a text and an object',
    (response) => response.writeHead(200, 'Fine', { Vary: 'api-version' }).end(),
    'api-version',
    OWN,
  ],
  [
    'writeHead with a flat list',
    (response) => response.writeHead(200, ['X-A', '1', 'Vary', 'Cookie', 'X-A', '2']).end(),
    'Cookie, API-Version',
    OWN,
  ],
  [
    'writeHead with pairs',
    (response) =>
      response
        .writeHead(200, [
          ['X-A', '1'],
          ['Vary', 'Cookie'],
        ] as never)
        .end(),
    'Cookie, API-Version',
    OWN,
  ],
  [
    'writeHead with other headers',
    (response) => response.writeHead(200, { 'X-A': '1' }).end(),
    'API-Version',
    OWN,
  ],
  ['writeHead alone', (response) => response.writeHead(204).end(), 'API-Version', OWN],
  ['a star', (response) => response.setHeader('Vary', '*').end(), '*', OWN],
];

/** Puts before a listener what patches `writeHead`, as a logger does; the calls are noted. */
function patch(listener: RequestListener, calls: unknown[][] = []): RequestListener {
  return (request, response) => {
    const original = response.writeHead.bind(response) as (...rest: unknown[]) => ServerResponse;
    response.writeHead = (...rest: unknown[]) => {
      calls.push(rest);
      return original(...rest);
    };
    listener(request, response);
  };
}

describe('guardListener', () => {
  it.each(styles)(
    'keeps Vary and Server-Timing where the application uses %s, whether the response is patched or not',
    async (_, respond, vary, timing) => {
      const guarded: RequestListener = guardListener(gate, (_request, response) => respond(response));
      for (const listener of [guarded, patch(guarded)]) {
        await using server = await listen([], listener);
        const { headers } = await ask(server.origin);
        expect(headers).toMatchObject({ vary, 'server-timing': timing, 'api-version': '2.1.0' });
      }
    },
  );

  it('calls what patched writeHead before it, once, with the arguments of the application', async () => {
    const calls: unknown[][] = [];
    const guarded = guardListener(gate, (_request, response) => {
      response.writeHead(201, 'Made', { 'X-A': '1' }).end();
    });
    await using server = await listen([], patch(guarded, calls));
    expect(await ask(server.origin)).toMatchObject({
      status: 201,
      statusText: 'Made',
      headers: { 'x-a': '1' },
    });
    expect(calls).toEqual([[201, 'Made', { 'X-A': '1' }]]);
  });

  it('adds what two gates say, one within the other, and leaves what the application says', async () => {
    const inner = createGate({ name: 'cart', version: '2.2.0', log: false, vary: false, serverTiming: true });
    const guarded = guardListener(inner, (_request, response) => response.setHeader('Vary', 'Cookie').end());
    await using server = await listen([], guardListener(gate, guarded));
    const { headers } = await ask(server.origin);
    expect(headers).toMatchObject({
      vary: 'Cookie, API-Version',
      'api-version': '2.2.0',
      'server-timing': 'verstamp;desc="2.2.0", verstamp;desc="2.1.0"',
    });
    await using relay = await listen(
      [],
      guardListener(gate, (_request, response) => response.writeHead(200, { 'api-version': '9.0.0' }).end()),
    );
    expect((await ask(relay.origin)).headers['api-version']).toBe('9.0.0');
  });

  it('takes a version that was sent twice for none', async () => {
    const strict = createGate({ name: 'shop', version: '2.1.0', log: false, unreadable: 'refuse' });
    await using server = await listen(
      [],
      guardListener(strict, (_request, response) => response.end()),
    );
    const reply = await ask(server.origin, ['API-Version', '2.1.0', 'api-version', '2.1.0']);
    expect(reply).toMatchObject({ status: 400, body: expect.stringContaining('ClientApiVersionUnreadable') });
  });

  it('answers a refused upload without reading it, and the connection goes on', async () => {
    await using server = await listen(
      [],
      guardListener(gate, (_request, response) => response.end('handled')),
    );
    const body = 'x'.repeat(1_000_000);
    for (const version of ['1.0.0', '2.0.0', '1.0.0']) {
      const reply = await fetch(server.origin, { method: 'POST', body, headers: { 'API-Version': version } });
      expect(reply.status).toBe(version === '2.0.0' ? 200 : 400);
      await reply.text();
    }
  });

  it('drops the connection without an answer where the rule discards', async () => {
    const silent = createGate({ name: 'shop', version: '2.1.0', rule: messageProtocol, log: false });
    await using server = await listen(
      [],
      guardListener(silent, (_request, response) => response.end()),
    );
    await expect(ask(server.origin, ['API-Version', '1.0.0'])).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await ask(server.origin, ['API-Version', '2.0.0'])).status).toBe(200);
  });

  it.each([
    ['/', 400],
    ['/version.json', 200],
  ])('answers HEAD %s with %d where a server takes a body for an error', async (path, status) => {
    const guarded = guardListener(gate, (_request, response) => response.end());
    await using server = await run([], createPlain({ rejectNonStandardBodyWrites: true }, guarded));
    expect((await ask(server.origin + path, ['API-Version', '1.0.0'], 'HEAD')).status).toBe(status);
  });

  it('gives back what the listener returns, so that a server which captures rejections answers 500', async () => {
    const guarded = guardListener(gate, async () => {
      throw new Error('its own');
    });
    EventEmitter.captureRejections = true;
    onTestFinished(() => void (EventEmitter.captureRejections = false));
    await using server = await run([], createPlain(guarded));
    expect((await ask(server.origin)).status).toBe(500);
  });

  it('is a listener that createServer takes with options as well', () => {
    const server = createPlain(
      { keepAlive: true },
      guardListener(gate, (request, response) =>
        response.writeHead(200, { 'X-Path': request.url ?? '' }).end(),
      ),
    );
    expect(server.listenerCount('request')).toBe(1);
  });
});

describe('guardListener over HTTP/2', () => {
  it.each([
    ['2.0.0', 200, 'Cookie, API-Version', 'handled'],
    ['2.0.0', 200, 'Cookie, API-Version', undefined],
    ['3.0.0', 400, 'API-Version', 'handled'],
  ])('answers %s with %d and Vary: %s, body %s', async (version, status, vary, body) => {
    const server: Http2Server = createSecond(
      guardListener(gate, (_request, response) => {
        response.setHeader('Vary', 'Cookie');
        return body === undefined ? response.end() : response.end(body);
      }),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const session = connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const stream = session.request({ ':path': '/', 'api-version': version });
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
    expect(headers).toMatchObject({ ':status': status, vary, 'api-version': '2.1.0' });
    stream.resume();
    await once(stream, 'close');
    session.close();
    await new Promise((resolve) => server.close(resolve));
  });
});
