import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { defineFormat, messageProtocol } from '@verstamp/core';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createGate, type Gate, type LogEntry } from '../src/index.ts';
import { guardConnection } from '../src/ws.ts';

/** What frameworks take, such as @fastify/websocket: its types know what comes, and want nothing or a promise back. */
type Handler = (socket: WebSocket, request: IncomingMessage) => void | Promise<unknown>;

const running: WebSocketServer[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) {
    for (const client of server.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(gate: Gate, onMessage: (text: string) => string | undefined): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  running.push(server);
  const guarded: Handler = guardConnection(gate, (socket) => {
    socket.send('welcome');
    socket.on('message', (data: Buffer) => {
      const answer = onMessage(data.toString());
      if (answer !== undefined) socket.send(answer);
    });
  });
  server.on('connection', guarded);
  await once(server, 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function closing(socket: WebSocket): Promise<{ code: number; reason: string; heard: string[] }> {
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => heard.push(data.toString()));
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return { code, reason: reason.toString(), heard };
}

describe('guardConnection', () => {
  const gate = createGate({ name: 'shop', version: '2.1.0', log: false });

  it.each([
    ['the query', '?api-version=1.4.3', {}],
    ['the header', '', { 'API-Version': '1.4.3' }],
    ['the query, at the path of the version document', 'version.json?api-version=1.4.3', {}],
  ])('accepts, then closes 4423 with the reason, by %s', async (_, query, headers) => {
    const url = await serve(gate, () => undefined);
    const { code, reason, heard } = await closing(new WebSocket(url + query, { headers }));
    expect(code).toBe(4423);
    expect(reason).toBe(
      "Client 1.4.3 is not compatible with server 2.1.0: the client's major is older. Update the client.",
    );
    expect(heard).toEqual([]);
  });

  it('shows the reason to a WebSocket as browsers have it', async () => {
    const url = await serve(gate, () => undefined);
    const socket = new globalThis.WebSocket(`${url}?api-version=1.4.3`);
    const event = await new Promise<CloseEvent>((resolve) => socket.addEventListener('close', resolve));
    expect([event.code, event.wasClean]).toEqual([4423, true]);
    expect(event.reason).toContain('Update the client.');
  });

  it('cuts the reason of the application to what a close frame holds', async () => {
    const url = await serve(
      createGate({ name: 'shop', version: '2.1.0', log: false, text: () => 'ё'.repeat(100) }),
      () => undefined,
    );
    const { reason } = await closing(new WebSocket(`${url}?api-version=1.4.3`));
    expect(reason).toBe('ё'.repeat(61));
  });

  it.each(['?api-version=2.0.0', ''])(
    'lets a client that fits, or says nothing, through: %j',
    async (query) => {
      const url = await serve(gate, (text) => `echo ${text}`);
      const socket = new WebSocket(url + query);
      const [welcome] = (await once(socket, 'message')) as [Buffer];
      expect(welcome.toString()).toBe('welcome');
    },
  );

  it('survives a refused client that sends what is no frame', async () => {
    const url = new URL(await serve(gate, () => undefined));
    const socket = connect(Number(url.port), url.hostname);
    const key = Buffer.alloc(16).toString('base64');
    socket.write(
      'GET /?api-version=1.4.3 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
    );
    await once(socket, 'data');
    socket.end(Buffer.from([0xff, 0xff, 0xff, 0xff]));
    await once(socket, 'close');
    const [welcome] = (await once(new WebSocket(url), 'message')) as [Buffer];
    expect(welcome.toString()).toBe('welcome');
  });

  it('drops the connection without a word where the rule discards', async () => {
    const url = await serve(
      createGate({ name: 'shop', version: '2.1.0', rule: messageProtocol, log: false }),
      () => undefined,
    );
    const { code, heard } = await closing(new WebSocket(`${url}?api-version=1.4.3`));
    // 1006: the connection ended and no close frame came.
    expect([code, heard]).toEqual([1006, []]);
  });
});

describe('checkMessage behind a socket', () => {
  it('drops what does not fit, logs it and sends nothing back', async () => {
    const entries: LogEntry[] = [];
    const scmp = createGate({
      name: 'scmp',
      version: '2.5',
      format: defineFormat('{major}.{minor}'),
      rule: messageProtocol,
      log: (entry) => entries.push(entry),
    });
    const url = await serve(createGate({ name: 'open', version: '1.0.0', log: false }), (text) => {
      const { version, id } = JSON.parse(text) as { version: unknown; id: number };
      return scmp.checkMessage(version) === 'allow' ? `answer ${id}` : undefined;
    });
    const socket = new WebSocket(url);
    await once(socket, 'message');
    const heard: string[] = [];
    const last = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        heard.push(data.toString());
        if (heard.at(-1) === 'answer 9') resolve();
      });
    });
    const versions = ['2.5', '2.7', '1.4', '3.0', 'junk\u001b[31m', null, 2.5, '2.4', undefined, '2.5'];
    versions.forEach((version, id) => socket.send(JSON.stringify({ version, id })));
    // Answers keep their order, so the last one proves that none of the others is still to come.
    await last;
    expect(heard).toEqual(['answer 0', 'answer 7', 'answer 9']);
    expect(entries).toHaveLength(7);
    expect(entries.every(({ kind }) => kind === 'discard')).toBe(true);
    expect(entries[0]?.message).toContain('Client 2.7.0 is not compatible with server 2.5.0');
    expect(entries[3]?.message).toContain(String.raw`Got "junk\u001b[31m".`);
  });
});
