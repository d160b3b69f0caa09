import type { RequestListener, ServerResponse } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { createVerifier, type Verifier, type VerifierOptions } from '../src/index.ts';
import { serve } from './server.ts';

const document = { name: 'shop', version: '1.5.0.9', time: '2026-11-21T02:00:00Z' };

function makeVerifier(documentUrl: string, options: Partial<VerifierOptions> = {}): Verifier {
  return createVerifier({ name: 'shop', version: '1.4.3.417', rule: 'xx------', documentUrl, ...options });
}

const body = (text: string, status = 200, type = 'application/json'): RequestListener => {
  return (_, response) => void response.writeHead(status, { 'content-type': type }).end(text);
};
const html = '<!doctype html><title>Sign in</title><form>';
const login = body(html, 200, 'text/html');
const newer = JSON.stringify({ ...document, version: '2.0.0.1' });

const ODD: readonly (readonly [string, RequestListener])[] = [
  ['{}', body('{}')],
  ['[]', body('[]')],
  ['null', body('null')],
  ['a text in JSON', body('"2.0.0"')],
  ['a number', body('2')],
  ['a bare version', body('2.0.0', 200, 'text/plain')],
  ['nothing', body('')],
  ['a login page', login],
  ['a login page that calls itself JSON', body(html)],
  ['a redirect to a login page', (request, response) => redirectToLogin(request.url, response)],
  ['cut JSON', body(newer.slice(0, -5))],
  ['two documents', body(newer + newer)],
  ['an error with a good body', body(newer, 500)],
  ['not found with a good body', body(newer, 404)],
  ['no content', (_, response) => void response.writeHead(204).end()],
  ["another application's document", body(newer.replace('shop', 'blog'))],
  ['a version that is none', body(newer.replace('2.0.0.1', 'v2'))],
  ['half a rule', body(newer.replace('}', ',"rule":"xx"}'))],
  ['a document inside another', body(`{"version":${newer}}`)],
  ['a body without end', (_, response) => sendForever(response)],
  ['10 MB of blanks before a document', body(' '.repeat(10_000_000) + newer)],
  ['a body that stops half-way', (_, response) => void response.writeHead(200).write(newer.slice(0, 20))],
  [
    'a body of another length',
    (_, response) => void response.writeHead(200, { 'content-length': 9 }).end('{'),
  ],
  ['no answer', () => {}],
  ['a connection that is cut', (request) => request.socket.destroy()],
  ['bytes that are no text', (_, response) => void response.end(Buffer.from([0xff, 0xfe, 0x7b, 0x00]))],
];

function redirectToLogin(url: string | undefined, response: ServerResponse): void {
  if (url === '/login') response.end(html);
  else response.writeHead(302, { location: '/login' }).end();
}

function sendForever(response: ServerResponse): void {
  const send = (): boolean => response.destroyed || !response.write(' '.repeat(16_384)) || send();
  response.on('drain', send);
  send();
}

describe('the version document', () => {
  it('is believed whatever its content type, and asked for again instead of taken from a cache', async () => {
    const server = await serve(body(JSON.stringify(document), 200, 'text/html'));
    const verifier = makeVerifier(`${server.url}/version.json`);
    expect(await verifier.check()).toBe('allow');
    expect(verifier.decision).toMatchObject({ server: '1.5.0.9', difference: { client: 'older' } });
    expect(server.requests[0]?.headers['cache-control']).toBe('max-age=0');
  });

  it.each(ODD)('raises no alarm when the answer is %s', async (_, answer) => {
    const server = await serve(answer);
    const changes: unknown[] = [];
    const verifier = makeVerifier(server.url, { timeoutMs: 150, onChange: (change) => changes.push(change) });
    expect(await verifier.check()).toBe('unknown');
    // What was known before stays known.
    verifier.see({ ...document });
    expect(await verifier.check()).toBe('allow');
    expect(changes).toHaveLength(1);
  });

  it('is unknown where nobody listens, and where no address is known', async () => {
    expect(await makeVerifier('http://127.0.0.1:1/version.json').check()).toBe('unknown');
    expect(await makeVerifier('not an address').check()).toBe('unknown');
    const { documentUrl: _, ...rest } = { name: 'shop', version: '1.0.0', rule: 'xx------', documentUrl: '' };
    expect(await createVerifier(rest).check()).toBe('unknown');
  });

  it('is not waited for longer than the timeout, even by a fetch that ignores its signal', async () => {
    const verifier = makeVerifier('http://127.0.0.1:1/', {
      timeoutMs: 20,
      fetch: () => new Promise(() => {}),
    });
    expect(await verifier.check()).toBe('unknown');
    expect(await verifier.check()).toBe('unknown');
  });

  it('is fetched once for checks at the same time', async () => {
    const server = await serve(body(JSON.stringify(document)));
    const verifier = makeVerifier(server.url);
    expect(await Promise.all([verifier.check(), verifier.check()])).toEqual(['allow', 'allow']);
    expect(server.requests).toHaveLength(1);
  });

  it('is polled until stopped, through hung and failed requests', async () => {
    let count = 0;
    const answers = [() => {}, body('oops', 500), body(JSON.stringify(document)), body(newer)];
    const server = await serve((request, response) => answers[count++ % 4]?.(request, response));
    const { promise, resolve } = Promise.withResolvers<string>();
    const verifier = makeVerifier(server.url, {
      pollIntervalMs: 2,
      timeoutMs: 50,
      onChange: ({ verdict }) => verdict === 'refuse' && resolve(verdict),
    });
    verifier.start();
    verifier.start();
    expect(await promise).toBe('refuse');
    verifier.stop();
    await server.asked(4);
    expect(server.requests).toHaveLength(4);
  });

  it('is polled in one turn only after a stop and a start in the middle of a request', async () => {
    const set = vi.spyOn(globalThis, 'setTimeout');
    const clear = vi.spyOn(globalThis, 'clearTimeout');
    const server = await serve(body(JSON.stringify(document)));
    const verifier = makeVerifier(server.url, { pollIntervalMs: 60_000 });
    verifier.start();
    verifier.stop();
    verifier.start();
    await verifier.check();
    const turns = set.mock.results.filter((_, index) => set.mock.calls[index]?.[0] === verifier.start);
    verifier.stop();
    expect(turns).toHaveLength(2);
    for (const { value } of turns) expect(clear).toHaveBeenCalledWith(value);
    expect(server.requests).toHaveLength(1);
  });
});
