import { messageProtocol, sameMajor } from '@verstamp/core';
import { expect, it, onTestFinished } from 'vitest';
import { createGate, type GateOptions } from '../src/index.ts';
import { guardListener } from '../src/node.ts';
import { isInstalled, startCache, writeNginx, type Cache } from './caches.ts';
import { ask, listen } from './serve.ts';

const NGINX = { title: 'nginx', command: 'nginx', keepsVaried: false };

/** Two servers of one application behind nginx, and how it is asked. */
async function openService(
  rule: GateOptions['rule'],
  { server = '', location = '' },
): Promise<(version: string) => Promise<number>> {
  const gate = createGate({ name: 'shop', version: '2.1.0', rule, log: false });
  const own = [0, 1].map(() =>
    listen(
      [],
      guardListener(gate, (_request, response) => response.end()),
    ),
  );
  const servers = await Promise.all(own);
  const listed = servers.map(({ origin }) => `server ${new URL(origin).host} ${server};`).join(' ');
  const balancer: Cache = {
    ...NGINX,
    configure: (folder, port) =>
      writeNginx(folder, port, {
        http: `upstream shop { ${listed} }`,
        location: `proxy_pass http://shop; ${location}`,
      }),
  };
  const running = await startCache(balancer, 'http://127.0.0.1');
  for (const one of [...servers, running]) onTestFinished(() => one[Symbol.asyncDispose]());
  return async (version) => (await ask(running.url, ['API-Version', version])).status;
}

const isThere = isInstalled({ ...NGINX, configure: () => Promise.resolve([]) });

// As docs/servers.md says.
it.skipIf(!isThere).each([
  { where: 'a rule refuses', rule: sameMajor, settings: {}, statuses: [200, 400, 200] },
  { where: 'a rule discards', rule: messageProtocol, settings: {}, statuses: [200, 502, 502] },
  {
    where: 'a rule discards and nginx is told to mind nothing',
    rule: messageProtocol,
    settings: { server: 'max_fails=0', location: 'proxy_next_upstream off;' },
    statuses: [200, 502, 200],
  },
])('a fitting client after one that does not fit, where $where', async ({ rule, settings, statuses }) => {
  const get = await openService(rule, settings);
  expect([await get('2.1.0'), await get('1.0.0'), await get('2.1.0')]).toEqual(statuses);
});
