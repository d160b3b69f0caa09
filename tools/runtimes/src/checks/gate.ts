import { guardFetch } from '../../../../packages/server/src/fetch.ts';
import { createGate } from '../../../../packages/server/src/index.ts';
import type { Expect } from './expect.ts';

/** Guards a handler of fetch. */
export async function checkGate(expect: Expect): Promise<void> {
  const gate = createGate({ name: 'shop', version: '2.0.0', log: false });
  const handle = guardFetch(gate, () => new Response('hello'));
  const ask = (version: string): Promise<Response> =>
    handle(new Request('https://shop.example/', { headers: { 'API-Version': version } }));
  const served = await ask('2.0.1');
  expect('a client that fits', [served.status, await served.text()], [200, 'hello']);
  const refused = await ask('1.4.3');
  const { type } = (await refused.json()) as { readonly type: string };
  expect('one that does not', [refused.status, type], [400, 'urn:verstamp:ClientApiVersionMismatch']);
}
