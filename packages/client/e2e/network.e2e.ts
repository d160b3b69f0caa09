import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readBody } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useBrowser } from '@verstamp/testing/use-browser';
import { open, serveSite } from './browser.ts';
import { serve } from './server.ts';

const browser = useBrowser();

const setup = `
  import { createVerifier } from '@verstamp/client';
  const verifier = createVerifier({
    name: 'shop', version: '1.4.3.417', rule: 'xxxxxxxx', documentUrl: '/version.json', log() {},
    onChange: ({ server, verdict }) => (document.title = verdict + ' ' + server),
  });
  Object.assign(globalThis, { check: verifier.check });
`;

const check = (page: Page): Promise<string> =>
  page.evaluate(() => (globalThis as unknown as { check(): Promise<string> }).check());

async function expectTitle(page: Page, text: string): Promise<void> {
  await page.waitForFunction((title) => document.title === title, text, { timeout: 25_000 });
}

describe('server-sent events', () => {
  it('tell the version as it changes, also after the connection was lost; anything else tells nothing', async () => {
    const streams: ServerResponse[] = [];
    const site = await serveSite(
      `${setup}
       const events = new EventSource('/events');
       events.addEventListener('version', ({ data }) => verifier.see(data));`,
      {
        answer({ url }, response) {
          if (url !== '/events') return false;
          response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 10\n\n');
          response.write(`event: version\ndata: ${streams.length ? '1.5.0.418' : '1.4.3.417'}\n\n`);
          streams.push(response);
          return true;
        },
      },
    );
    const { page, faults } = await open(browser(), site.url);
    await expectTitle(page, 'allow 1.4.3.417');
    // A deploy restarts the server: the stream ends, and the browser comes back to the new one.
    streams[0]?.end('event: version\ndata: v9\n\nevent: version\ndata: {"version":"9.0.0"}\n\n');
    await expectTitle(page, 'refuse 1.5.0.418');
    streams[1]?.write('event: version\ndata: 1.6.0.419\n\n');
    await expectTitle(page, 'refuse 1.6.0.419');
    expect(site.count('/version.json')).toBe(0);
    expect(faults).toEqual([]);
  });
});

const login = '<!doctype html><title>Sign in to the hotel</title>';

/** What networks answer in a server's stead. */
const NETWORKS: readonly (readonly [string, (response: ServerResponse, elsewhere: string) => void])[] = [
  ['answers a login page', (response) => response.setHeader('content-type', 'text/html').end(login)],
  ['redirects to a login page', (response) => response.writeHead(302, { location: '/login' }).end()],
  ['redirects to another origin', (response, url) => response.writeHead(302, { location: url }).end()],
  ['asks for authentication (511)', (response) => response.writeHead(511).end(login)],
  ['answers for the gateway', (response) => response.writeHead(502).end('{"version":"2.0.0.1"}')],
  ['cuts the connection', (response) => response.socket?.destroy()],
];

describe('a network that', () => {
  it.each(NETWORKS)('%s is unknown before, no news after, and over once it is gone', async (_, reply) => {
    const portal = await serve((_request, response) => void response.end(login));
    let isCaptive = true;
    const site = await serveSite(setup, {
      answer({ url }, response) {
        const isTaken = isCaptive && (url === '/version.json' || url === '/login');
        if (url === '/login') response.end(login);
        else if (isTaken) reply(response, portal.url);
        return isTaken;
      },
    });
    const { page } = await open(browser(), site.url);
    expect(await check(page)).toBe('unknown');
    isCaptive = false;
    expect(await check(page)).toBe('allow');
    isCaptive = true;
    expect(await check(page)).toBe('allow');
    isCaptive = false;
    site.deploy('1.5.0.418');
    expect(await check(page)).toBe('refuse');
  });

  it('is not there is unknown before and no news after', async () => {
    const context = await browser().newContext();
    onTestFinished(() => context.close());
    const site = await serveSite(setup);
    const { page } = await open(context, site.url);
    await context.setOffline(true);
    expect(await check(page)).toBe('unknown');
    await context.setOffline(false);
    expect(await check(page)).toBe('allow');
    await context.setOffline(true);
    site.deploy('1.5.0.418');
    expect(await check(page)).toBe('allow');
  });
});

/** Everything at once: every source, every request, the reload policy and the banner. */
const everything = (api: string): string => `
  import {
    checkOnReturn, createFetch, createVerifier, reloadOnUpdate, seeServerTiming, startShared,
  } from '@verstamp/client';
  import { defineBanner } from '@verstamp/client/banner';
  globalThis.violations = [];
  addEventListener('securitypolicyviolation', ({ violatedDirective }) => violations.push(violatedDirective));
  const near = createVerifier({ name: 'shop', version: '1.4.3.417', rule: 'xx------', documentUrl: '/version.json' });
  const far = createVerifier({
    name: 'shop', version: '1.4.3.417', rule: 'xxxx----', documentUrl: '${api}/version.json', log() {},
  });
  startShared(near);
  checkOnReturn(far);
  seeServerTiming(near);
  reloadOnUpdate(near);
  defineBanner(far);
  const call = createFetch(far);
  const body = new URLSearchParams({ item: '1' });
  await far.check();
  const answers = [
    await call('/own'),
    await call('${api}/get'),
    await call('${api}/post', { method: 'POST', body }),
    await call(new Request('${api}/request', { method: 'POST', body: 'text' })),
  ];
  document.title = answers.map(({ status }) => status) + ' ' + far.status;
`;

it('causes no preflight and no violation of the policy, with every source and request in use', async () => {
  const asked: string[] = [];
  const api = await serve((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-expose-headers', 'API-Version');
    response.setHeader('api-version', '1.5.0.418').setHeader('timing-allow-origin', '*');
    response.end(request.url === '/version.json' ? '{"name":"shop","version":"1.5.0.418"}' : 'done');
  });
  const policy =
    `default-src 'self'; connect-src 'self' ${api.url}; ` +
    "require-trusted-types-for 'script'; trusted-types 'none'";
  const site = await serveSite(everything(api.url), {
    markup: '<version-banner></version-banner><input>',
    policy,
  });
  const { page, faults } = await open(browser(), site.url);
  await expectTitle(page, '200,200,200,200 refuse');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.getByRole('button', { name: 'Dismiss' }).click();
  const methods = [...site.requests, ...api.requests].map(({ method }) => method);
  expect(methods.filter((method) => method === 'OPTIONS')).toEqual([]);
  expect(asked.filter((line) => !line.includes('version.json'))).toEqual([
    'GET /get?api-version=1.4.3.417',
    'POST /post?api-version=1.4.3.417',
    'POST /request?api-version=1.4.3.417',
  ]);
  expect(await page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations)).toEqual(
    [],
  );
  expect(faults).toEqual([]);
});

it('would see a preflight and a violation: the measure can tell', async () => {
  const api = await serve((_, response) => void response.setHeader('access-control-allow-origin', '*').end());
  const policy = `default-src 'self'; connect-src ${api.url}`;
  const site = await serveSite(
    `${setup}
     import { createFetch } from '@verstamp/client';
     const call = createFetch(verifier, { carrier: () => 'header' });
     await call('${api.url}/').catch(() => {});
     document.title = 'done';`,
    { policy },
  );
  const { page, faults } = await open(browser(), site.url);
  await expectTitle(page, 'done');
  await check(page);
  expect(api.requests.map(({ method }) => method)).toEqual(['OPTIONS']);
  expect(faults.some((text) => text.includes('Content Security Policy'))).toBe(true);
});

const calling = `
  import { createFetch, createVerifier } from '@verstamp/client';
  const verifier = createVerifier({ name: 'shop', version: '1.4.3', rule: 'xx------' });
`;

/** The request for what is called in the page, and nothing else: neither a preflight nor a second one. */
const called = (requests: readonly IncomingMessage[]): string[] =>
  requests.filter(({ url }) => url?.startsWith('/call')).map(({ method, url }) => `${method} ${url}`);

it('causes no preflight within a sandbox, where a page has an origin of its own', async () => {
  const site = await serveSite(
    `${calling}
     const answer = await createFetch(verifier)('/call').catch(String);
     document.title = String(answer.status ?? answer);`,
    {
      policy: 'sandbox allow-scripts',
      answer: (_, response) => !response.setHeader('access-control-allow-origin', '*'),
    },
  );
  const { page } = await open(browser(), site.url);
  await expectTitle(page, '200');
  expect(called(site.requests)).toEqual(['GET /call?api-version=1.4.3']);
});

it("sends the request of a frame as it is: it is of that frame's class", async () => {
  const bodies: Promise<string>[] = [];
  const site = await serveSite(
    `${calling}
     const frame = document.body.appendChild(document.createElement('iframe'));
     const { Request } = frame.contentWindow;
     const call = createFetch(verifier, { carrier: () => 'query' });
     const request = new Request(location.origin + '/call', { method: 'PUT', body: 'B', headers: { 'x-own': 'kept' } });
     const answer = await call(request).catch(String);
     document.title = String(answer.status ?? answer);`,
    {
      answer(request) {
        if (request.method === 'PUT') bodies.push(readBody(request));
        return false;
      },
    },
  );
  const { page } = await open(browser(), site.url);
  await expectTitle(page, '200');
  expect(called(site.requests)).toEqual(['PUT /call?api-version=1.4.3']);
  expect(await Promise.all(bodies)).toEqual(['B']);
  expect(site.requests.find(({ url }) => url?.startsWith('/call'))?.headers['x-own']).toBe('kept');
});

it('tells nobody where a request comes from that is not to tell, and leaves the others as they are', async () => {
  const site = await serveSite(
    `${calling}
     const call = createFetch(verifier);
     await call(new Request('/call?1', { referrerPolicy: 'no-referrer' }));
     await call(new Request('/call?2', { referrer: '' }));
     await call(new Request('/call?3', { referrer: '/elsewhere', method: 'PUT', body: 'B' }));
     await call('/call?4');
     await call('/call?5', { referrerPolicy: 'no-referrer' });
     document.title = 'done';`,
  );
  const { page } = await open(browser(), site.url);
  await expectTitle(page, 'done');
  const calls = site.requests.filter(({ url }) => url?.startsWith('/call'));
  expect(calls.map(({ headers }) => headers.referer)).toEqual([
    undefined,
    undefined,
    `${site.url}/elsewhere`,
    `${site.url}/`,
    undefined,
  ]);
  expect(calls.map(({ headers }) => headers['api-version'])).toEqual(Array(5).fill('1.4.3'));
});
