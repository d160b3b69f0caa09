import { text } from 'node:stream/consumers';
import type { RequestListener } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFetch, createVerifier, isVersionRefused, readRefused, type Verifier } from '../src/index.ts';
import { serve } from './server.ts';

const makeVerifier = (): Verifier => createVerifier({ name: 'shop', version: '1.4.3', rule: 'xx------' });

const refusal = {
  type: 'urn:verstamp:ClientApiVersionMismatch',
  code: 'ClientApiVersionMismatch',
  client: '5.4.0.456',
  server: '3.2.0.23',
  rule: 'xx-x-x-x',
  move: 'server',
  detail: 'Incompatible SC version nr. [V5.4-456]',
};

const problem = (status: number, content: object | string): RequestListener => {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json; charset=utf-8' });
    response.end(typeof content === 'string' ? content : JSON.stringify(content));
  };
};

async function fetchAndRead(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...request);
  await response.text();
  return response;
}

describe('createFetch', () => {
  it('sends the version in the header beside those of the app, and learns from the answer', async () => {
    const server = await serve((_, response) => void response.setHeader('API-Version', '1.5.6').end('hello'));
    const verifier = makeVerifier();
    const fetch = createFetch(verifier);
    const answer = await fetch(`${server.url}/a`, { headers: { accept: 'text/plain' } });
    expect(await answer.text()).toBe('hello');
    await fetch(new Request(`${server.url}/b`, { headers: { accept: 'text/plain' } }));
    for (const { headers } of server.requests) {
      expect(headers).toMatchObject({ 'api-version': '1.4.3', accept: 'text/plain' });
    }
    expect(verifier).toMatchObject({ status: 'allow', decision: { server: '1.5.6' } });
  });

  it('sends the version in the address where a header would cost a preflight', async () => {
    const bodies: Promise<string>[] = [];
    const server = await serve((request, response) => {
      bodies.push(text(request));
      response.end();
    });
    const fetch = createFetch(makeVerifier(), { carrier: () => 'query' });
    await fetch(`${server.url}/a?x=1`);
    await fetch(new URL('/b', server.url), { method: 'POST', body: 'B' });
    const headers = { 'content-type': 'text/plain', 'x-own': 'kept' };
    await fetch(new Request(`${server.url}/c`, { method: 'PUT', body: 'C', headers }));
    await fetch(new Request(`${server.url}/d`, { headers }));
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /a?x=1&api-version=1.4.3',
      'POST /b?api-version=1.4.3',
      'PUT /c?api-version=1.4.3',
      'GET /d?api-version=1.4.3',
    ]);
    expect(await Promise.all(bodies)).toEqual(['', 'B', 'C', '']);
    expect(server.requests[2]?.headers).toMatchObject(headers);
    expect(server.requests.every((request) => !('api-version' in request.headers))).toBe(true);
  });

  it.each([
    ['data:application/json,{"a":1}', ''],
    ['blob:https://shop.example/0b7a', ''],
    ['https://other.example/?api-version=2022-12-01', ''],
    ['https://other.example/a%20b?c=a%20b&d=%FF&e=x%2Fy+z&flag', '&api-version=1.4.3'],
    ['https://other.example/a#?api-version=1', '?api-version=1.4.3'],
  ])("writes into another origin's address only what is missing: %s", async (address, added) => {
    const sent: string[] = [];
    const fetch = createFetch(makeVerifier(), {
      carrier: () => 'query',
      fetch: async (input) => {
        sent.push(new Request(input).url);
        return new Response();
      },
    });
    await fetch(address);
    await fetch(new Request(address));
    const [plain, fragment] = address.split('#');
    const expected = plain + added + (fragment ? `#${fragment}` : '');
    expect(sent).toEqual([expected, expected]);
  });

  it('keeps all that a request says when its address changes', async () => {
    const sent: Request[] = [];
    const controller = new AbortController();
    const said = {
      method: 'PUT',
      mode: 'cors',
      credentials: 'include',
      cache: 'no-store',
      redirect: 'manual',
      referrer: 'about:client',
      referrerPolicy: 'origin',
      integrity: 'sha256-AA==',
      keepalive: true,
    } as const;
    const fetch = createFetch(makeVerifier(), {
      carrier: () => 'query',
      fetch: async (input) => {
        sent.push(input as Request);
        return new Response();
      },
    });
    const headers = { 'x-own': 'kept' };
    const { signal } = controller;
    await fetch(new Request('https://shop.example/a', { ...said, headers, signal, body: 'B' }));
    expect(sent[0]).toMatchObject({ ...said, url: 'https://shop.example/a?api-version=1.4.3' });
    expect(sent[0]?.headers.get('x-own')).toBe('kept');
    expect(await sent[0]?.text()).toBe('B');
    controller.abort();
    expect(sent[0]?.signal.aborted).toBe(true);
  });

  it('leaves a header of that name that the app has set itself', async () => {
    const server = await serve((_request, response) => void response.end());
    const fetch = createFetch(makeVerifier());
    const headers = { 'api-version': '2023-10' };
    await fetch(server.url, { headers });
    await fetch(new Request(server.url, { headers }));
    expect(server.requests.map((request) => request.headers['api-version'])).toEqual(['2023-10', '2023-10']);
  });

  it.each([
    ['the header', '/', '5.0.0'],
    ['the address', '/?api-version=5.0.0', undefined],
  ])('learns nothing from the answer to a version that the app sends itself in %s', async (_, path, own) => {
    const server = await serve((_request, response) => void response.setHeader('API-Version', '5.0.1').end());
    const verifier = makeVerifier();
    const headers: HeadersInit = own === undefined ? {} : { 'API-Version': own };
    await createFetch(verifier)(server.url + path, { headers });
    await createFetch(verifier, { carrier: () => 'query' })(server.url + path, { headers });
    expect(verifier.status).toBe('unknown');
    // The gate of another API would take a second version for a conflict.
    for (const request of server.requests) {
      expect(request.headers['api-version']).toBe(own);
      expect(request.url).toBe(path);
    }
  });

  it('learns from the answer to its own version that the app sends without the revision', async () => {
    const server = await serve((_request, response) => void response.setHeader('API-Version', '2.0.0').end());
    const verifier = createVerifier({ name: 'shop', version: '1.4.3.417', rule: 'xx------' });
    await createFetch(verifier)(server.url, { headers: { 'API-Version': '1.4.3' } });
    expect(verifier.status).toBe('refuse');
  });

  it("learns from the refusal of its own version that the app sends in the server's notation", async () => {
    const server = await serve(problem(400, refusal));
    const verifier = createVerifier({ name: 'shop', version: '5.4.0.456', rule: 'xx-x-x-x' });
    const asked = createFetch(verifier)(server.url, { headers: { 'API-Version': 'V5.4-456' } });
    await expect(asked).rejects.toMatchObject({ code: 'VERSION_REFUSED' });
    expect(verifier.status).toBe('refuse');
  });

  it.each(['header', 'query'] as const)(
    'takes a request for options, as when it is sent on to another address, by %s',
    async (carrier) => {
      const bodies: Promise<string>[] = [];
      const server = await serve((request, response) => {
        bodies.push(text(request));
        response.end();
      });
      const headers = { 'x-own': 'kept' };
      const incoming = new Request('https://shop.example/c', { method: 'PUT', body: 'C', headers });
      await createFetch(makeVerifier(), { carrier: () => carrier })(`${server.url}/c`, incoming);
      expect(server.requests[0]).toMatchObject({ method: 'PUT', headers });
      expect(await Promise.all(bodies)).toEqual(['C']);
    },
  );

  it.each([
    ['header', 'x-own'],
    ['query', 'x-own'],
    ['query', 'api-version'],
  ] as const)(
    'sends what stands there at the call, by %s: %s from an iterator, a body whose buffer is used again',
    async (carrier, name) => {
      const bodies: Promise<string>[] = [];
      const server = await serve((request, response) => {
        bodies.push(text(request));
        response.end();
      });
      const headers = new Map([[name, '1.4.3']]).entries() as unknown as HeadersInit;
      const body = new TextEncoder().encode('B');
      const sent = createFetch(makeVerifier(), { carrier: () => carrier })(server.url, {
        method: 'PUT',
        headers,
        body,
      });
      body.fill(0);
      await sent;
      expect(server.requests[0]?.headers).toHaveProperty(name, '1.4.3');
      expect(await Promise.all(bodies)).toEqual(['B']);
    },
  );

  it('leaves addresses alone that are none of its business', async () => {
    const server = await serve((_, response) => void response.setHeader('API-Version', '9.0.0').end());
    const verifier = makeVerifier();
    await createFetch(verifier, { carrier: () => 'none' })(server.url);
    expect(server.requests[0]?.headers).not.toHaveProperty('api-version');
    expect(verifier.status).toBe('unknown');
  });

  it.each([200, 400, 423, 426, 500])(
    'throws the refusal on whichever call it comes, with status %i',
    async (status) => {
      let calls = 0;
      const server = await serve((request, response) => {
        // A cascade: the first call reaches only the nearest hop.
        if (calls++ === 0) response.setHeader('API-Version', '1.4.3').end('attached');
        else problem(status, refusal)(request, response);
      });
      const verifier = makeVerifier();
      const fetch = createFetch(verifier);
      expect((await fetch(server.url)).ok).toBe(true);
      expect(verifier.status).toBe('allow');
      const error: unknown = await fetch(server.url).catch((thrown: unknown) => thrown);
      expect(isVersionRefused(error)).toBe(true);
      expect(error).toMatchObject({ code: 'VERSION_REFUSED', details: { ...refusal, status } });
      expect(String(error)).toContain('Incompatible SC version nr. [V5.4-456]');
      expect(String(error)).toContain('update the server');
      expect(verifier).toMatchObject({ status: 'refuse', decision: { move: 'server', server: '3.2.0.23' } });
    },
  );

  it.each([
    ["another problem's", { type: 'about:blank', title: 'No', detail: 'd'.repeat(30_000) }],
    ['a cut', '{"type":"urn:verstamp:Clie'],
    ['a long', `{"type":"about:blank","x":"${'x'.repeat(1_000_000)}"}`],
  ])('leaves %s problem to the app, body and all', async (_, content) => {
    const server = await serve(problem(400, content));
    const verifier = makeVerifier();
    const answer = await createFetch(verifier)(server.url);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toBe(typeof content === 'string' ? content : JSON.stringify(content));
    expect(verifier.status).toBe('unknown');
  });

  it.each(['application/json', 'application/vnd.shop+json; charset=utf-8'])(
    'throws a refusal that a server calls %s',
    async (type) => {
      const server = await serve((_, response) => {
        const headers = { 'content-type': type, 'api-version': '1.4.3' };
        response.writeHead(423, headers).end(JSON.stringify(refusal));
      });
      const verifier = makeVerifier();
      const error: unknown = await createFetch(verifier)(server.url).catch((thrown: unknown) => thrown);
      expect(isVersionRefused(error)).toBe(true);
      expect(verifier.status).toBe('refuse');
    },
  );

  it.each([
    ['what is not called JSON', 423, 'text/plain'],
    ['an ordinary answer', 200, 'application/json'],
  ])('takes %s for no refusal, and leaves its body to the app', async (_, status, type) => {
    const content = JSON.stringify(refusal);
    const server = await serve((_request, response) => {
      response.writeHead(status, { 'content-type': type }).end(content);
    });
    expect(await (await createFetch(makeVerifier())(server.url)).text()).toBe(content);
  });

  it('hands out a problem whose body another has read already, as a fetch that logs it', async () => {
    const server = await serve(problem(400, refusal));
    const answer = await createFetch(makeVerifier(), { fetch: fetchAndRead })(server.url);
    expect(answer.status).toBe(400);
  });

  it('hands out a problem whose body does not end, rather than waiting', async () => {
    const server = await serve((_, response) => {
      response.writeHead(400, { 'content-type': 'application/problem+json' }).write('{');
    });
    const answer = await createFetch(makeVerifier(), { timeoutMs: 30 })(server.url);
    expect(answer.status).toBe(400);
    await answer.body?.cancel();
  });

  it('can be put in the place of the global one', async () => {
    const server = await serve((_, response) => void response.setHeader('API-Version', '1.5.6').end());
    const plain = globalThis.fetch;
    onTestFinished(() => void (globalThis.fetch = plain));
    const verifier = makeVerifier();
    globalThis.fetch = createFetch(verifier);
    expect((await fetch(server.url)).ok).toBe(true);
    expect(verifier.status).toBe('allow');
  });

  it('passes on failures and aborts as they are', async () => {
    const server = await serve(() => {});
    const signal = AbortSignal.abort(new Error('mine'));
    await expect(createFetch(makeVerifier())(server.url, { signal })).rejects.toThrow('mine');
    await expect(createFetch(makeVerifier())('http://127.0.0.1:1/')).rejects.toThrow(TypeError);
  });
});

it('reads a refusal from a close event and from a body, and nothing else', () => {
  expect(readRefused({ code: 4423, reason: 'too old' })).toMatchObject({
    code: 'VERSION_REFUSED',
    details: { detail: 'too old' },
  });
  expect(readRefused(refusal)?.details).toEqual(refusal);
  for (const other of [{ code: 1000, reason: '' }, {}, null, 'text', undefined]) {
    expect(readRefused(other)).toBeUndefined();
  }
  expect(isVersionRefused(new Error('other'))).toBe(false);
  // As axios wraps it.
  const wrapped = Object.assign(new Error('No.', { cause: readRefused(refusal) }), {
    code: 'VERSION_REFUSED',
  });
  expect(isVersionRefused(wrapped)).toBe(false);
  expect(isVersionRefused(wrapped.cause)).toBe(true);
});

it('sends the body in the options beside a request as it stands at the call, and leaves that of the request', async () => {
  const bodies: Promise<string>[] = [];
  const server = await serve((request, response) => {
    bodies.push(text(request));
    response.end();
  });
  const ask = createFetch(makeVerifier(), { carrier: () => 'query' });
  const request = new Request(server.url, { method: 'PUT', body: 'A' });
  const body = new TextEncoder().encode('B');
  const sent = ask(request, { body });
  body.fill(0);
  await sent;
  expect(request.bodyUsed).toBe(false);
  await request.text();
  await ask(request, { body: 'C' });
  expect(await Promise.all(bodies)).toEqual(['B', 'C']);
});
