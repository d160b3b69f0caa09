import {
  anyVersion,
  clientNotNewer,
  defineFormat,
  exactBuild,
  messageProtocol,
  UNREADABLE_TYPE,
  withinMinors,
} from '@verstamp/core';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { auditServer, audits, type AuditOptions, type AuditReport } from '../src/audits.ts';
import { isDocument, isRefusal, sent, withBody, withHeader } from './faults/change.ts';
import { faults, type Fault } from './faults/index.ts';
import { guardExpress } from '../src/express.ts';
import { guardFetch } from '../src/fetch.ts';
import { createGate, type GateOptions } from '../src/index.ts';
import { guardListener } from '../src/node.ts';
import { adapters, bridge, listen, type Running } from './serve.ts';

const ORIGIN = 'https://shop.example';
const SOFTWARE = defineFormat('V{major}.{minor}-{revision:3}');
const base = { name: 'shop', version: '2.1.0.417', log: false } as const;

/** Servers that conform, and what the audit is told of them. */
const setUps: readonly [string, Partial<GateOptions>, AuditOptions?][] = [
  ['as it comes', {}],
  [
    'with majors that end, and that have ended',
    { version: '3.0.0', until: { 1: '2020-01-01', 2: '2999-01-01' }, deprecated: { 2: '2026-06-01' } },
  ],
  [
    'with a major that is deprecated after its end',
    { until: { 1: '2999-01-31' }, deprecated: { 1: '2999-06-01' } },
  ],
  ['with a lowest version within a major that ends', { min: '1.5.0', until: { 1: '2999-01-01' } }],
  ['whose own version was withdrawn', { max: '2.0.5' }],
  ['of a prerelease', { version: '2.1.0-rc.1', rule: 'xxxxxx--' }],
  ['with CORS', { cors: { origin: [ORIGIN] } }, { origin: ORIGIN }],
  ['with CORS for all', { cors: { origin: '*' } }, { origin: ORIGIN }],
  ['that refuses what cannot be read', { unreadable: 'refuse' }],
  ['of an exact build', { rule: exactBuild }],
  ['with a skew in minors', { rule: withinMinors(1, 0), version: '2.5.0' }],
  ['with a lowest version', { min: '2.0.5', version: '2.0.5' }],
  [
    'in a notation of its own',
    { version: 'V3.2-023', format: SOFTWARE, rule: clientNotNewer, status: 423, text: () => 'No.' },
    { format: SOFTWARE },
  ],
  ['that only advertises', { enabled: false }, { rule: anyVersion }],
  ['that discards', { rule: messageProtocol }],
  ['with a version of its API', { api: '7.1.0' }],
  ['with a version of its API, by another rule', { api: '7.1.0', rule: exactBuild }, { rule: exactBuild }],
  ['without a document', { document: false }, { document: false }],
  ['that keeps its rule to itself', { rule: 'xxxx----', advertiseRule: false }, { rule: 'xxxx----' }],
];

/** The ids of the audits that came to an outcome. */
function idsOf({ results }: AuditReport, outcome: string): readonly string[] {
  return results.filter((result) => result.outcome === outcome).map(({ id }) => id);
}

/** The reason that an audit gives. */
function reasonOf({ results }: AuditReport, id: string): string | undefined {
  return results.find((result) => result.id === id)?.reason;
}

/** What an application says to pages of an origin, and so to all. */
function sharedWith({ origin }: AuditOptions = {}): Readonly<Record<string, string>> {
  return origin === undefined ? {} : { 'Access-Control-Allow-Origin': origin };
}

describe.each(Object.entries(adapters))('over %s', (_, serve) => {
  it.each(setUps)('a server %s conforms', async (_title, options, auditOptions) => {
    await using server = await serve({ ...base, ...options }, sharedWith(auditOptions));
    const report = await auditServer(`${server.origin}/orders?id=1`, auditOptions);
    expect(report.results.filter(({ outcome }) => outcome === 'fails' || outcome === 'unknown')).toEqual([]);
    expect(report).toMatchObject({ outcome: 'holds', url: `${server.origin}/orders` });
  });
});

it('asks everything of some server', async () => {
  const held = new Set<string>();
  for (const [, options, auditOptions] of setUps) {
    await using server = await adapters.fetch({ ...base, ...options }, sharedWith(auditOptions));
    for (const id of idsOf(await auditServer(server.origin, auditOptions), 'holds')) held.add(id);
  }
  expect([...held].toSorted()).toEqual(audits.map(({ id }) => id).toSorted());
});

/** A server that conforms but for what is done to its answers. */
function serveWith(change: Fault['change'], options: Partial<GateOptions> = {}): Promise<Running> {
  const headers = sharedWith({ origin: options.cors && ORIGIN });
  const handler = guardFetch(createGate({ ...base, ...options }), () => new Response('handled', { headers }));
  return listen(
    [],
    bridge((request) => change(handler, request)),
  );
}

describe('a server that', () => {
  it.each(faults)('$title fails $ids', async ({ ids, change, options, told }) => {
    await using server = await serveWith(change, options);
    const report = await auditServer(server.origin, told);
    expect(idsOf(report, 'fails').toSorted()).toEqual(ids.split(' ').toSorted());
    const failed = report.results.filter(({ outcome }) => outcome === 'fails');
    expect(report.outcome).toBe(failed.some(({ level }) => level === 'MUST') ? 'fails' : 'holds');
    for (const { reason } of failed) expect(reason).toMatch(/^Expected .*, got .*\.$/);
  });
});

it('conforms if Express serves its document, which hands out a new one to whoever wants none from a cache', async () => {
  const app = express();
  app.get('/version.json', (_request, response) => {
    response.set('Cache-Control', 'no-cache').json({ name: 'shop', version: '2.1.0', rule: 'xx------' });
  });
  app.use(guardExpress(createGate({ ...base, document: false })));
  await using server = await listen([], app);
  expect(idsOf(await auditServer(server.origin), 'fails')).toEqual([]);
});

it('conforms if it says its revision in headers, which it may leave out', async () => {
  const saysAll = withHeader('API-Version', '2.1.0.417', ({ headers }) => headers.has('API-Version'));
  await using server = await serveWith(saysAll);
  expect((await auditServer(server.origin)).outcome).toBe('holds');
});

it('conforms if it says nothing of versions to clients whose version does not differ', async () => {
  const saysLess = withHeader('API-Version', undefined, (_, request) => sent(request) === '2.1.0');
  await using server = await serveWith(saysLess, { rule: exactBuild });
  expect(idsOf(await auditServer(server.origin), 'fails')).toEqual([]);
});

it('conforms if it names one origin to all, which no cache has to tell apart', async () => {
  const share = withHeader('Access-Control-Allow-Origin', ORIGIN);
  const expose = withHeader('Access-Control-Expose-Headers', 'API-Version');
  await using server = await serveWith((handler, request) =>
    share(async (asked) => expose(handler, asked), request),
  );
  const report = await auditServer(server.origin, { origin: ORIGIN });
  expect(idsOf(report, 'fails')).toEqual([]);
});

it('conforms if it lets all origins read, but says so only to pages of another, as Starlette does', async () => {
  await using server = await serveWith(async (handler, request) => {
    if (!request.headers.has('Origin')) return handler(request);
    const share = withHeader('Access-Control-Allow-Origin', '*');
    const expose = withHeader('Access-Control-Expose-Headers', 'API-Version');
    return share(async (asked) => expose(handler, asked), request);
  });
  const report = await auditServer(server.origin, { origin: ORIGIN });
  expect(idsOf(report, 'fails')).toEqual([]);
});

it('does not conform if a cache may keep for pages of another origin what others got', async () => {
  await using server = await serveWith(async (handler, request) => {
    const keep = withHeader('Cache-Control', 'public, max-age=600', ({ status }) => status === 200);
    const kept = async (asked: Request) => keep(handler, asked);
    if (!request.headers.has('Origin')) return kept(request);
    const share = withHeader('Access-Control-Allow-Origin', '*');
    const expose = withHeader('Access-Control-Expose-Headers', 'API-Version');
    return share(async (asked) => expose(kept, asked), request);
  });
  expect(idsOf(await auditServer(server.origin, { origin: ORIGIN }), 'fails')).toContain('pass-cors');
});

it('does not conform if it tells caches of origins only where one is named', async () => {
  const keep = withHeader('Cache-Control', 'public, max-age=600', ({ status }) => status === 200);
  const share = withHeader('Access-Control-Allow-Origin', ORIGIN);
  const expose = withHeader('Access-Control-Expose-Headers', 'API-Version');
  const tell = withHeader('Vary', 'API-Version, Origin');
  const changes = [keep, share, expose, tell];
  await using server = await serveWith(async (handler, request) => {
    const made = request.headers.has('Origin') ? changes : [keep];
    return made.reduce((inner, change) => async (asked) => change(inner, asked), handler)(request);
  });
  const report = await auditServer(server.origin, { origin: ORIGIN });
  expect(idsOf(report, 'fails')).toContain('pass-cors');
});

it('conforms if refusals write an end date in another way than the document', async () => {
  const writeOut = withBody(({ until, ...fields }) =>
    typeof until === 'string' ? { ...fields, until: `${until}T01:00:00+01:00` } : fields,
  );
  await using server = await serveWith(writeOut, { until: { 1: '2020-01-01' } });
  expect(idsOf(await auditServer(server.origin), 'fails')).toEqual([]);
});

it('conforms if the resource fails for everybody, which says nothing of versions', async () => {
  await using server = await serveWith(async (handler, request) => {
    const response = await handler(request);
    if (isRefusal(response) || isDocument(response, request)) return response;
    return new Response('', { status: 503, headers: response.headers });
  });
  expect(idsOf(await auditServer(server.origin), 'fails')).toEqual([]);
});

it('has an audit fail for each thing that may be wrong', () => {
  const found = new Set(faults.flatMap(({ ids }) => ids.split(' ')));
  expect(audits.map(({ id }) => id).filter((id) => !found.has(id))).toEqual([]);
});

it.each([
  ['of no type', { type: undefined }, 'none, and status 400'],
  ['of another type', { type: 'urn:shop:TooOld' }, '"urn:shop:TooOld", and status 400'],
  ['of the other type', { type: UNREADABLE_TYPE }, UNREADABLE_TYPE],
])('says what came instead of a refusal: one %s', async (_, changed, got) => {
  await using server = await serveWith(withBody((fields) => ({ ...fields, ...changed })));
  expect(reasonOf(await auditServer(server.origin), 'refuse')).toContain(` got ${got}.`);
});

it('says what came instead of a refusal: what everybody gets', async () => {
  await using server = await serveWith(async (handler, request) => handler(request), { enabled: false });
  expect(reasonOf(await auditServer(server.origin), 'refuse')).toContain(' got none, and status 200.');
});

it('says what came instead of a refusal: one that is cut short', async () => {
  await using server = await serveWith(async (handler, request) => {
    const response = await handler(request);
    return isRefusal(response) ? new Response((await response.text()).slice(0, -2), response) : response;
  });
  expect(reasonOf(await auditServer(server.origin), 'refuse')).toContain(' got no JSON, and status 400.');
});

it('calls unknown what a server did not answer', async () => {
  const calls: string[] = [];
  await using server = await serveWith(async (handler, request) => handler(request));
  const report = await auditServer(server.origin, {
    fetch: async (url, init) => {
      calls.push(init?.method ?? '');
      if (init?.method === 'OPTIONS') throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
      return fetch(url, init);
    },
  });
  expect(idsOf(report, 'unknown')).toEqual(['pass-options']);
  expect(reasonOf(report, 'pass-options')).toBe('The server gave no answer (ECONNRESET).');
  expect(report.outcome).toBe('unknown');
  expect(new Set(calls)).toEqual(new Set(['GET', 'HEAD', 'OPTIONS']));
});

it('conforms if it closes connections just as they are used again', async () => {
  const gate = createGate({ ...base });
  const listener = guardListener(gate, (_request, response) => response.end('handled'));
  const used = new WeakSet();
  await using server = await listen([], (request, response) => {
    if (used.has(request.socket)) request.socket.destroy();
    else listener(request, response);
    used.add(request.socket);
  });
  expect((await auditServer(server.origin)).outcome).toBe('holds');
});

it('says that nobody answers, or that nobody names a version', async () => {
  const server = await listen([], (_request, response) => response.end('hello'));
  await expect(auditServer(server.origin)).rejects.toMatchObject({ code: 'SERVER_SILENT' });
  await server[Symbol.asyncDispose]();
  await expect(auditServer(`${server.origin}/a?key=secret`)).rejects.toMatchObject({
    code: 'SERVER_UNREACHABLE',
    message: expect.not.stringContaining('secret') as string,
  });
});

it('says what keeps the document of a server from being read that names no version elsewhere', async () => {
  const body = JSON.stringify({ name: 'shop', version: '2.1.0', until: null });
  await using server = await listen([], (_request, response) => response.end(body));
  await expect(auditServer(server.origin)).rejects.toMatchObject({
    code: 'SERVER_SILENT',
    message: expect.stringContaining(
      'What it serves as its document cannot be read. Expected the field until as in {"1":"2027-01-31"} or none, got null. Correct it',
    ) as string,
  });
});

it('says both where a server leads and what keeps its document from being read', async () => {
  await using server = await listen([], ({ url }, response) => {
    if (url === '/version.json') response.end('{"app":"shop"}');
    else response.writeHead(302, { Location: 'https://shop.example/login' }).end();
  });
  await expect(auditServer(server.origin)).rejects.toMatchObject({
    code: 'SERVER_SILENT',
    message: expect.stringMatching(
      /Expected the field name .*, got none\. It leads to "https:\/\/shop\.example\/login": ask there/,
    ) as string,
  });
});

it('says where a server leads that names no version, as one that answers over HTTPS alone', async () => {
  await using server = await listen([], ({ url = '' }, response) =>
    response.writeHead(301, { Location: `https://shop.example${url}` }).end(),
  );
  await expect(auditServer(`${server.origin}/orders`)).rejects.toMatchObject({
    code: 'SERVER_SILENT',
    message: expect.stringContaining(
      'It leads to "https://shop.example/orders": ask there, or name the path of its document.',
    ) as string,
  });
});

it.each([
  ['nowhere', 300, undefined],
  ['to the address that was asked', 302, '/?x=1'],
  ['to an application', 302, 'shopapp://open/x'],
])('names no place where a server leads %s', async (_, status, location) => {
  await using server = await listen([], (_request, response) =>
    response.writeHead(status, location === undefined ? {} : { Location: location }).end(),
  );
  await expect(auditServer(server.origin)).rejects.toMatchObject({
    code: 'SERVER_SILENT',
    message: expect.stringContaining('Name the path of its document') as string,
  });
});

it('waits for no answer longer than it is told', async () => {
  await using server = await listen([], () => {});
  await expect(auditServer(server.origin, { timeoutMs: 50 })).rejects.toMatchObject({
    code: 'SERVER_UNREACHABLE',
  });
});
