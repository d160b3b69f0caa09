import { describe, expect, it } from 'vitest';
import { useBrowser } from '@verstamp/testing/use-browser';
import { open, OWN_SCRIPTS, serveSite } from './browser.ts';

const browser = useBrowser();

/** Says whatever it decides to whoever listens; `tell` does so in each kind of worker. */
const worker = (tell: string): string => `
  import { createFetch, createVerifier, isVersionRefused, startShared } from '@verstamp/client';
  ${tell}
  const verifier = createVerifier({
    name: 'shop', version: '1.4.3.417', rule: 'xx------', documentUrl: '/version.json', pollIntervalMs: 20,
    onChange: ({ verdict, server }) => tell(verdict + ' ' + server),
  });
  const call = createFetch(verifier);
  startShared(verifier);
  const order = () => call('/api/order').then(
    () => tell('ordered'),
    (error) => tell(isVersionRefused(error) ? error.details.detail : String(error)),
  );
`;

/** How a page starts each kind, and how both talk. */
const KINDS = [
  [
    'a dedicated worker',
    `const tell = (text) => postMessage(text); addEventListener('message', () => order());`,
    `const worker = new Worker(url, { type: 'module' });
     worker.addEventListener('message', hear);
     globalThis.order = () => worker.postMessage('order');`,
  ],
  [
    'a shared worker',
    `const ports = new Set();
     const tell = (text) => ports.forEach((port) => port.postMessage(text));
     addEventListener('connect', ({ ports: [port] }) => {
       ports.add(port);
       port.onmessage = () => order();
       if (verifier.decision) tell(verifier.decision.verdict + ' ' + verifier.decision.server);
     });`,
    `const { port } = new SharedWorker(url, { type: 'module' });
     port.onmessage = hear;
     globalThis.order = () => port.postMessage('order');`,
  ],
  [
    'a service worker',
    `const tell = async (text) => {
       for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage(text);
     };
     addEventListener('message', () => order());`,
    `navigator.serviceWorker.addEventListener('message', hear);
     navigator.serviceWorker.startMessages();
     const { active } = await navigator.serviceWorker.register(url, { type: 'module' })
       .then(() => navigator.serviceWorker.ready);
     globalThis.order = () => active.postMessage('order');`,
  ],
] as const;

const page = (start: string): string => `
  const trusted = trustedTypes.createPolicy('app', { createScriptURL: (url) => url });
  const url = trusted.createScriptURL('/worker.js');
  globalThis.heard = [];
  const hear = ({ data }) => heard.push(data);
  ${start}`;

describe.each(KINDS)('%s', (_, tell, start) => {
  it('follows its server, sends its version, and hears a refusal', async () => {
    const site = await serveSite(page(start), {
      modules: { '/worker.js': worker(tell) },
      policy: OWN_SCRIPTS,
      answer({ url }, response) {
        if (url !== '/api/order') return false;
        const type = 'urn:verstamp:ClientApiVersionMismatch';
        response.writeHead(400, { 'content-type': 'application/problem+json' });
        response.end(JSON.stringify({ type, detail: 'too old', server: '2.0.0', move: 'client' }));
        return true;
      },
    });
    const { page: opened, faults } = await open(browser(), site.url);
    // What it heard last may be overtaken by the next answer to the poll.
    const expectHeard = (text: string) =>
      opened.waitForFunction(
        (expected) => (globalThis as unknown as { heard: readonly string[] }).heard.includes(expected),
        text,
        { timeout: 25_000 },
      );
    await expectHeard('allow 1.4.3.417');
    site.deploy('1.5.0.418');
    await expectHeard('allow 1.5.0.418');
    await opened.evaluate(() => (globalThis as unknown as { order(): void }).order());
    await expectHeard('too old');
    const call = site.requests.find(({ url }) => url === '/api/order');
    expect(call?.headers['api-version']).toBe('1.4.3.417');
    // The refusal itself is what the console tells.
    expect(faults.filter((text) => !text.includes('400'))).toEqual([]);
  });
});
