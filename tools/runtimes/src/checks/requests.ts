import { createFetch, createVerifier, isVersionRefused } from '../../../../packages/client/src/index.ts';
import type { Expect } from './expect.ts';

/** Sends calls that are served, and one that is refused. */
export async function checkRequests(expect: Expect, url: string): Promise<void> {
  const verifier = createVerifier({ name: 'shop', version: '1.4.3', rule: 'xx------' });
  const send = createFetch(verifier);
  expect('a call that is served', await (await send(`${url}/orders`)).text(), 'orders for 1.4.3');
  expect('what it tells', verifier.decision?.server, '1.5.6');
  const error: unknown = await send(new Request(`${url}/refused`, { method: 'POST', body: 'x' })).catch(
    (thrown: unknown) => thrown,
  );
  expect('a call that is refused', isVersionRefused(error) && error.details.server, '2.0.0');
  expect('what that tells', [verifier.status, verifier.decision?.move], ['refuse', 'client']);
}
