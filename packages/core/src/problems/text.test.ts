import { once } from 'node:events';
import { expect, it } from 'vitest';
import { serverUnreachable } from './server.ts';
import { reasonOf } from './text.ts';

const ask = async (url: string, signal?: AbortSignal): Promise<unknown> =>
  fetch(url, signal ? { signal } : {}).then(
    () => undefined,
    (error: unknown) => error,
  );

it('finds the word deep down in what fetch throws', async () => {
  expect(reasonOf(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }))).toBe('ECONNREFUSED');
  const signal = AbortSignal.timeout(0);
  await once(signal, 'abort');
  expect(reasonOf(await ask('http://127.0.0.1/', signal))).toBe('TimeoutError');
});

it('takes an error that is its own cause, or says that it has none', () => {
  const own = new Error('round');
  own.cause = own;
  expect(reasonOf(own)).toBe('Error');
  expect(reasonOf(new TypeError('fetch failed', { cause: null }))).toBe('TypeError');
});

it('never shows a message, which may hold credentials', async () => {
  expect(reasonOf(await ask('http://user:secret@127.0.0.1/'))).toBe('TypeError');
});

it.each([undefined, null, 'text', 7, {}])('takes %j', (thrown) => {
  expect(reasonOf(thrown)).not.toBe('');
});

it('stands in the message of a server that gave no answer', () => {
  const cause = new TypeError('fetch failed', { cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
  const { message } = serverUnreachable({ url: 'https://api.example/' }, { cause });
  expect(message).toContain('"https://api.example/" gave no answer (DEPTH_ZERO_SELF_SIGNED_CERT). Expected');
});
