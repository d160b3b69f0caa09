import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { listen, type Listening } from '@verstamp/testing/listen';
import type { Connection } from '../src/registry/settings/connection.ts';
import { readRegistrySettings } from '../src/registry/settings/settings.ts';
import { createTransport, type Transport } from '../src/registry/transport/transport.ts';

const DIRECT: Connection = {
  proxy: undefined,
  noProxy: '',
  ca: undefined,
  cert: undefined,
  key: undefined,
  strictSsl: true,
};
const patience = { timeoutMs: 200, pausesMs: [] };
const servers: Listening[] = [];

async function serve(answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void): Promise<string> {
  const server = await listen(createServer(answer));
  servers.push(server);
  return `${server.origin}/`;
}

/** Starts a host that takes no connection, as a firewall that drops all of them does. */
async function dropConnections(): Promise<string> {
  const child = spawn(process.execPath, ['-e', DEAF], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(String(await once(child.stdout, 'data')));
  // The system takes a few by itself, in place of the process that never does.
  const waiting = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => undefined));
  servers.push({
    port,
    origin: '',
    async close() {
      for (const socket of waiting) socket.destroy();
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  });
  return `http://127.0.0.1:${port}/`;
}

/** Starts an origin that answers in a process of its own, a moment after it was asked: all at once, or without an end. */
async function answerApart(
  how: string,
): Promise<{ readonly origin: string; readonly asked: Promise<unknown> }> {
  const child = spawn(process.execPath, ['-e', APART, how], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(String(await once(child.stdout, 'data')));
  servers.push({
    port,
    origin: '',
    async close() {
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  });
  return { origin: `http://127.0.0.1:${port}/`, asked: once(child.stdout, 'data') };
}

const APART = `const { writeSync } = require('node:fs');
const server = require('node:http').createServer((_, answer) => {
  writeSync(1, 'asked');
  setTimeout(() => answer[process.argv[1]]('late'), 50);
}).listen(0, '127.0.0.1', () => writeSync(1, String(server.address().port)));`;

const DEAF = `const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  require('node:fs').writeSync(1, String(server.address().port));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
})`;

/** Starts a proxy whose tunnels lead nowhere, and which does something to them after twice the patience. */
async function openTunnels(after: (socket: Socket) => void): Promise<{
  readonly proxy: string;
  readonly isOver: Promise<void>;
  readonly closed: Promise<void>;
}> {
  const isOver = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const lead = async (socket: Socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    await pause(2 * patience.timeoutMs);
    after(socket);
    isOver.resolve();
  };
  const server = await listen(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => void lead(socket)).on('close', () => closed.resolve());
    }),
  );
  servers.push(server);
  return { proxy: `${server.origin}/`, isOver: isOver.promise, closed: closed.promise };
}

async function using<Result>(
  connection: Connection,
  act: (transport: Transport) => Promise<Result>,
  given = patience,
): Promise<Result> {
  const transport = createTransport(connection, given);
  try {
    return await act(transport);
  } finally {
    transport.close();
  }
}

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

describe('a transport', () => {
  it('tells caches on the way to ask the registry itself', async () => {
    const origin = await serve(({ headers }, outgoing) => outgoing.end(headers['cache-control']));
    const request = { url: origin, authorization: undefined, maxBytes: 100 };
    const { body } = await using(DIRECT, async (transport) => transport.fetch(request));
    expect(body.toString()).toBe('no-cache');
  });

  it('follows a redirect, and leaves the credentials behind where it leads elsewhere', async () => {
    const elsewhere = await serve(({ headers }, outgoing) => outgoing.end(headers.authorization ?? 'none'));
    const origin = await serve((_, outgoing) => outgoing.writeHead(302, { location: elsewhere }).end());
    const request = { url: origin, authorization: 'Bearer x', maxBytes: 100 };
    const { status, body } = await using(DIRECT, async (transport) => transport.fetch(request));
    expect([status, body.toString()]).toEqual([200, 'none']);
  });

  it('is told from an address that is no URL, which is not shown', async () => {
    const request = { url: 'http://user:secret@:x/', authorization: undefined, maxBytes: 100 };
    const problem = using(DIRECT, async (transport) => transport.fetch(request));
    await expect(problem).rejects.toMatchObject({
      code: 'REGISTRY_UNREACHABLE',
      message: expect.not.stringContaining('secret'),
    });
  });

  it('ends a circle of redirects with the last answer', async () => {
    const circle = await serve((_, outgoing) => outgoing.writeHead(302, { location: '/' }).end());
    const request = { url: circle, authorization: undefined, maxBytes: 100 };
    expect((await using(DIRECT, async (transport) => transport.fetch(request))).status).toBe(302);
  });

  it('reads no more than it was told', async () => {
    const large = await serve((_, outgoing) => outgoing.end('x'.repeat(1000)));
    const request = { url: large, authorization: undefined, maxBytes: 100 };
    await expect(using(DIRECT, async (transport) => transport.fetch(request))).rejects.toMatchObject({
      code: 'REGISTRY_UNREACHABLE',
    });
  });

  it.each([
    ['reads what came', 'end', '200'],
    ['takes half an answer', 'write', 'no progress for 0.2 s'],
  ])('%s while this process stood still before it calls an origin sick', async (_, how, expected) => {
    const { origin, asked } = await answerApart(how);
    const request = { url: origin, authorization: undefined, maxBytes: 100 };
    await using(DIRECT, async (transport) => {
      const answer = transport.fetch(request).then(({ status }) => String(status), String);
      await asked;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3 * patience.timeoutMs);
      expect(await answer).toContain(expected);
    });
  });

  it('takes the time in which this process stood still while it connected for none of the origin', async () => {
    const { origin } = await answerApart('end');
    const request = {
      url: origin.replace('127.0.0.1', 'localhost'),
      authorization: undefined,
      maxBytes: 100,
    };
    const longer = { ...patience, timeoutMs: 800 };
    const standStill = async (transport: Transport): Promise<void> => {
      const answer = transport.fetch(request).then(({ status }) => String(status), String);
      await turn();
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * longer.timeoutMs);
      expect(await answer).toBe('200');
    };
    await using(DIRECT, standStill, longer);
  });

  it('asks an origin that made no progress only once, and shows no secret of its URL', async () => {
    let asked = 0;
    const hung = await serve(() => (asked += 1));
    const url = `${hung.replace('//', '//user:secret@')}a?token=secret`;
    const request = { url, authorization: undefined, maxBytes: 100 };
    await using(DIRECT, async (transport) => {
      const first = await transport.fetch(request).catch(String);
      expect(await transport.fetch(request).catch(String)).toBe(first);
      expect(first).toContain(`${hung}a`);
      expect(first).not.toContain('secret');
    });
    expect(asked).toBe(1);
  });

  it.each<[string, (deaf: string) => Connection]>([
    ['an origin', () => DIRECT],
    ['a proxy', (proxy) => ({ ...DIRECT, proxy })],
    ['an origin past the proxy', () => ({ ...DIRECT, proxy: 'http://127.0.0.1:9/', noProxy: '127.0.0.1' })],
  ])('waits no longer for a connection to %s than for an answer', async (_, connectionOf) => {
    const deaf = await dropConnections();
    const request = { url: deaf, authorization: undefined, maxBytes: 100 };
    await using(connectionOf(deaf), async (transport) => {
      const first = await transport.fetch(request).catch(String);
      expect(first).toContain('no progress for 0.2 s');
      expect(await transport.fetch(request).catch(String)).toBe(first);
    });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['minds no more what becomes of a tunnel that it has given up', (socket) => socket.resetAndDestroy()],
    ['ends a tunnel that is not made yet with itself', () => undefined],
  ])('%s', async (_, after) => {
    const { proxy, closed, isOver } = await openTunnels(after);
    const request = { url: 'https://registry.test/a', authorization: undefined, maxBytes: 100 };
    await using({ ...DIRECT, proxy }, async (transport) => {
      expect(await transport.fetch(request).catch(String)).toContain('no progress for 0.2 s');
      await isOver;
    });
    await closed;
    // What nobody hears is an error of the process.
    await pause(50);
  });

  it('goes through a proxy, except where noproxy says so', async () => {
    const proxy = await serve(({ url = '' }, outgoing) => outgoing.end(`proxied ${url}`));
    const direct = await serve((_, outgoing) => outgoing.end('direct'));
    const request = { url: direct, authorization: undefined, maxBytes: 100 };
    const read = async (connection: Connection) =>
      using(connection, async (transport) => String((await transport.fetch(request)).body));
    expect(await read({ ...DIRECT, proxy })).toBe(`proxied ${direct}`);
    expect(await read({ ...DIRECT, proxy, noProxy: '127.0.0.1' })).toBe('direct');
  });
});

describe('readRegistrySettings', () => {
  it('reads registries, scopes, credentials and proxies as npm does', async () => {
    const root = makeFolder();
    const lines = [
      'registry=https://main.example/npm',
      '@s:registry=https://scope.example/',
      '//main.example/npm/:_authToken=${SOME_TOKEN}',
      '//scope.example/:username=user',
      `//scope.example/:_password=${Buffer.from('pass').toString('base64')}`,
      'https-proxy=http://proxy.example:8080/',
      'noproxy=a.example,b.example',
      'strict-ssl=false',
    ];
    await writeFile(join(root, '.npmrc'), lines.join('\n'));
    await writeFile(join(root, 'package.json'), '{}');
    const settings = await readRegistrySettings(root, 'npm', {
      SOME_TOKEN: 'abc',
      HOME: root,
    });
    expect(settings.target({ name: 'a', manifest: {} })).toEqual({
      registry: 'https://main.example/npm/',
      authorization: 'Bearer abc',
    });
    // A variable that is not set leaves no credentials.
    const unset = await readRegistrySettings(root, 'npm', { HOME: root });
    expect(unset.target({ name: 'a', manifest: {} }).authorization).toBeUndefined();
    expect(settings.target({ name: '@s/a', manifest: {} })).toEqual({
      registry: 'https://scope.example/',
      authorization: `Basic ${Buffer.from('user:pass').toString('base64')}`,
    });
    expect(settings.connection).toMatchObject({
      proxy: 'http://proxy.example:8080/',
      noProxy: 'a.example,b.example',
      strictSsl: false,
    });
  });
});
