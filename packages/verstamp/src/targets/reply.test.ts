import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { listen } from '@verstamp/testing/listen';
import { requestReply } from './reply.ts';

const TIMEOUT_MS = 500;

type Answer = (response: ServerResponse) => unknown;

async function ask(answer: Answer, longestMs = 60_000): Promise<string> {
  const server = await listen(createServer((_, response) => void answer(response)));
  onTestFinished(server.close);
  const options = { fetch, maxBytes: 100, timeoutMs: TIMEOUT_MS, longestMs };
  const { body } = await requestReply(new URL(server.origin), options);
  return String(body);
}

/** Sends so many bytes, with a pause before each that is a fifth of the time it has. */
const send =
  (bytes: number, isWhole = true): Answer =>
  async (response) => {
    for (let sent = 0; sent < bytes && !response.destroyed; sent++) {
      await pause(TIMEOUT_MS / 5);
      response.write('a');
    }
    if (isWhole) response.end();
  };

it.each<[string, Answer]>([
  ['a page', send(8)],
  [
    'what comes behind its head',
    async (response) => {
      await pause(TIMEOUT_MS * 0.6);
      response.flushHeaders();
      await pause(TIMEOUT_MS * 0.6);
      response.end('aaaaaaaa');
    },
  ],
])('waits for %s that is long in coming as long as something comes', async (_, answer) => {
  expect(await ask(answer)).toBe('aaaaaaaa');
});

it('waits for what came while this process itself stood still', async () => {
  const apart = spawn(process.execPath, ['-e', APART], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void apart.kill());
  const port = String(await once(apart.stdout, 'data'));
  const options = { fetch, maxBytes: 100, timeoutMs: 1000 };
  const reply = requestReply(new URL(`http://127.0.0.1:${port}/`), options);
  const answer = reply.then(({ body }) => String(body), String);
  await once(apart.stdout, 'data');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
  expect(await answer).toBe('late');
});

const APART = `const { writeSync } = require('node:fs');
require('node:http').createServer((_, answer) => {
  writeSync(1, 'asked');
  setTimeout(() => answer.end('late'), 50);
}).listen(0, '127.0.0.1', function () { writeSync(1, String(this.address().port)); });`;

it('waits for nothing any longer where nothing comes', async () => {
  await expect(ask(send(1, false))).rejects.toMatchObject({ name: 'TimeoutError' });
});

it('waits for no page that never ends', async () => {
  await expect(ask(send(Infinity), TIMEOUT_MS * 2)).rejects.toMatchObject({ name: 'TimeoutError' });
});
