import { messageProtocol } from '@verstamp/core';
import { describe, expect, it } from 'vitest';
import { guardFetch } from './fetch.ts';
import { createGate } from './gate/gate.ts';

const gate = createGate({ name: 'shop', version: '2.1.0', log: false });
const request = (version = '2.0.0', init: RequestInit = {}) =>
  new Request('https://api.example/', { ...init, headers: { 'API-Version': version } });

describe('guardFetch', () => {
  it('hands on the request and everything behind it, as workers and Deno have it', async () => {
    const handler = guardFetch(gate, (incoming, environment: { readonly key: string }, context: number) =>
      Response.json([incoming.url, environment.key, context]),
    );
    const response = await handler(request(), { key: 'k' }, 7);
    expect(await response.json()).toEqual(['https://api.example/', 'k', 7]);
  });

  it('gives back the response of the application itself if its headers can be changed', async () => {
    const own = new Response('handled');
    expect(await guardFetch(gate, () => own)(request())).toBe(own);
  });

  it('says nothing of one client to the next where the application gives both the same response', async () => {
    const ending = createGate({ name: 'shop', version: '2.1.0', until: { 1: '2999-01-01' }, log: false });
    const own = new Response(null, { status: 204 });
    const handler = guardFetch(ending, () => own);
    expect((await handler(request('1.4.3'))).headers.has('sunset')).toBe(true);
    expect(Object.fromEntries((await handler(request('2.1.0'))).headers)).toEqual({ vary: 'API-Version' });
  });

  it.each([[['1.4.3', '2.1.0'] as const], [['2.1.0', '1.4.3'] as const]])(
    'says to each of %j what is for it, where both get the same response at once',
    async (versions) => {
      const ending = createGate({ name: 'shop', version: '2.1.0', until: { 1: '2999-01-01' }, log: false });
      const own = Promise.resolve(new Response(null, { headers: { 'Set-Cookie': 'a=1', Vary: 'Origin' } }));
      const handler = guardFetch(ending, () => own);
      const answers = await Promise.all(versions.map((version) => handler(request(version))));
      for (const [index, { headers }] of answers.entries()) {
        const isEnding = versions[index] === '1.4.3';
        for (const name of ['API-Version', 'Deprecation', 'Sunset']) expect(headers.has(name)).toBe(isEnding);
        expect([headers.get('Vary'), headers.get('Set-Cookie')]).toEqual(['Origin, API-Version', 'a=1']);
      }
    },
  );

  it('copies a response whose headers cannot be changed', async () => {
    const response = await guardFetch(gate, () => Response.redirect('https://api.example/next', 307))(
      request(),
    );
    expect([response.status, response.headers.get('location')]).toEqual([307, 'https://api.example/next']);
    expect([response.headers.get('vary'), response.headers.get('api-version')]).toEqual([
      'API-Version',
      '2.1.0',
    ]);
  });

  it.each([
    ['nothing, as an upgrade in Bun', undefined],
    ['a network error', Response.error()],
    ['an upgrade, as in workers and Deno', Object.defineProperty(new Response(), 'status', { value: 101 })],
  ])('leaves %s alone', async (_, given) => {
    const response = await guardFetch(gate, () => given)(request());
    expect(response).toBe(given);
    expect(response?.headers.get('vary') ?? null).toBeNull();
  });

  it('lets the application say its own version, and several cookies', async () => {
    const headers = new Headers({ 'API-Version': '9.9.9' });
    headers.append('Set-Cookie', 'a=1');
    headers.append('Set-Cookie', 'b=2');
    const response = await guardFetch(gate, () => new Response('', { headers }))(request());
    expect(response.headers.get('api-version')).toBe('9.9.9');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('refuses HEAD without a body', async () => {
    const response = await guardFetch(gate, () => new Response())(request('1.0.0', { method: 'HEAD' }));
    expect([response.status, response.body]).toEqual([400, null]);
  });

  it('answers a discarded request without a reason, since a handler must answer', async () => {
    const silent = createGate({ name: 'shop', version: '2.1.0', rule: messageProtocol, log: false });
    const response = await guardFetch(silent, () => new Response('handled'))(request('1.0.0'));
    expect([response.status, await response.text()]).toEqual([400, '']);
    // What is of this client alone, no cache may give to another.
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'no-store',
      vary: 'API-Version',
    });
  });

  it('lets an error of the application through', async () => {
    const handler = guardFetch(gate, () => {
      throw new TypeError('its own');
    });
    await expect(handler(request())).rejects.toThrow('its own');
  });
});
