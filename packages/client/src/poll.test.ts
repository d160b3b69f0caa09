import { afterEach, expect, it, vi } from 'vitest';
import { createPoll, nextDelay } from './poll.ts';

it.each([
  [0, 0, 750],
  [0, 0.5, 1000],
  [0, 1, 1250],
  [1, 0.5, 2000],
  [3, 0.5, 8000],
  [50, 1, 10_000],
])('after %i failures, at chance %d, the next poll comes after %i ms of 1000', (failures, chance, delay) => {
  expect(nextDelay(1000, failures, chance)).toBe(delay);
});

const DAY_MS = 24 * 60 * 60 * 1000;

it.each([
  [7 * DAY_MS, 3],
  [40 * DAY_MS, 0],
  [Infinity, 0],
])(
  'polls seldom where the interval is %d ms after %i failures, not without a pause',
  (interval, failures) => {
    const delay = nextDelay(interval, failures, 0);
    expect(delay).toBeGreaterThan(7 * DAY_MS);
    // Beyond this a timer does not wait at all.
    expect(delay).toBeLessThan(2 ** 31);
  },
);

it.each([Infinity, 2 ** 32])('checks with a time limit of %d ms as with any other', async (timeoutMs) => {
  const { check } = createPoll((document) => document, { documentUrl: '/', timeoutMs, fetch: answer });
  expect(await check()).toMatchObject({ version: '1.5.0' });
});

afterEach(() => {
  vi.useRealTimers();
});

it('waits twice as long after each failure, up to eight times, as before after an answer, and by chance', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const set = vi.spyOn(globalThis, 'setTimeout');
  let status = 500;
  const ask = async () => (status === 200 ? answer() : new Response(null, { status }));
  const { check, start, stop } = createPoll((document) => document, {
    documentUrl: '/',
    pollIntervalMs: 1000,
    fetch: ask,
  });
  start();
  await check();
  for (status of [500, 500, 500, 200, 200]) {
    vi.advanceTimersToNextTimer();
    await check();
  }
  const turns = set.mock.calls.filter(([turn]) => turn === start);
  expect(turns.map(([, delay]) => delay)).toEqual([750, 1500, 3000, 6000, 6000, 750]);
  expect(vi.getTimerCount()).toBe(1);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

it('lets go of a request that takes too long', async () => {
  let signal: AbortSignal | null | undefined;
  const ask: typeof fetch = async (_, init) => {
    signal = init?.signal;
    return new Promise(() => undefined);
  };
  const { check } = createPoll((document) => document, { documentUrl: '/', timeoutMs: 5, fetch: ask });
  expect(await check()).toBeUndefined();
  expect(signal?.aborted).toBe(true);
});

it('asks nobody where it knows no address', async () => {
  const ask = vi.fn(answer);
  expect(await createPoll((document) => document, { fetch: ask }).check()).toBeUndefined();
  expect(ask).not.toHaveBeenCalled();
});

async function answer(): Promise<Response> {
  return Response.json({ name: 'shop', version: '1.5.0' });
}
