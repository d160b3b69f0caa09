import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWatchdog } from './watchdog.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const silent = new Error('silent');
const never = async () => new Promise<never>(() => undefined);

it('rejects what is waited for when nothing came for so long', async () => {
  const watchdog = createWatchdog(300, () => silent);
  const waiting = expect(watchdog.wait(never())).rejects.toBe(silent);
  await vi.advanceTimersByTimeAsync(330);
  await waiting;
});

it('begins anew with each answer, and with what else is heard', async () => {
  const onSilence = vi.fn(() => silent);
  const watchdog = createWatchdog(300, onSilence);
  await vi.advanceTimersByTimeAsync(200);
  await expect(watchdog.wait(Promise.resolve(7))).resolves.toBe(7);
  await vi.advanceTimersByTimeAsync(200);
  watchdog.hear();
  await vi.advanceTimersByTimeAsync(299);
  expect(onSilence).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(31);
  expect(onSilence).toHaveBeenCalledOnce();
});

it('passes on how a step failed', async () => {
  const watchdog = createWatchdog(300, () => silent);
  const gone = new Error('gone');
  await expect(watchdog.wait(Promise.reject(gone))).rejects.toBe(gone);
});
