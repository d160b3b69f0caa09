import { createServer } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { listen } from '@verstamp/testing/listen';
import { createVerifier } from './index.ts';
import { startShared } from './tabs.ts';

it('polls where there are no pages to share with, such as in Node', async () => {
  const server = createServer((_, response) => response.end('{"name":"shop","version":"1.5.6"}'));
  const { origin, close } = await listen(server);
  onTestFinished(close);
  const documentUrl = `${origin}/version.json`;
  const verifier = createVerifier({ name: 'shop', version: '1.4.3', rule: 'xx------', documentUrl });
  const end = startShared(verifier);
  onTestFinished(end);
  await vi.waitFor(() => expect(verifier.status).toBe('allow'));
});
