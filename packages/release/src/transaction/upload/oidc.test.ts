import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { listen } from '@verstamp/testing/listen';
import { exchangeIdentity } from './oidc.ts';

it('leaves an answer that is longer than one with a token', async () => {
  let sent = 0;
  const endless = () =>
    new Readable({ read: (size) => void endlessly.push(Buffer.alloc((sent += size) && size, 'x')) });
  const endlessly = endless();
  const { origin, close } = await listen(createServer((_, response) => void endlessly.pipe(response)));
  const target = { registry: `${origin}/`, authorization: 'Bearer own' };
  try {
    const env = { NPM_ID_TOKEN: 'identity' };
    expect(await exchangeIdentity({ name: 'cart', target, env, timeoutMs: 1000 })).toBe(target);
    expect(sent).toBeLessThan(2 ** 22);
  } finally {
    endlessly.destroy();
    await close();
  }
});
