import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '@verstamp/testing/listen';
import { requestReply } from './reply.ts';

const TIMEOUT_MS = 1000;

/** Asks a site that sends so many bytes, with a pause before each that is a fifth of the time it has. */
async function ask(bytes: number, isWhole: boolean): Promise<string> {
  const server = await listen(
    createServer((_, response) => {
      const send = async () => {
        for (let sent = 0; sent < bytes; sent++) {
          await pause(TIMEOUT_MS / 5);
          response.write('a');
        }
        if (isWhole) response.end();
      };
      void send();
    }),
  );
  onTestFinished(server.close);
  const { body } = await requestReply(new URL(server.origin), {
    fetch,
    maxBytes: 100,
    timeoutMs: TIMEOUT_MS,
  });
  return String(body);
}

it('waits for what is long in coming as long as something comes', async () => {
  expect(await ask(8, true)).toBe('aaaaaaaa');
});

it('waits for nothing any longer where nothing comes', async () => {
  await expect(ask(1, false)).rejects.toMatchObject({ name: 'TimeoutError' });
});
