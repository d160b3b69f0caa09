import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { createSilence } from './silence.ts';

it('is not what this process missed while it was held up, be the next thing a moment in coming', async () => {
  const onSilence = vi.fn();
  const { hear, end } = createSilence(500, onSilence);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);
  for (let turn = 0; turn < 5; turn++) await setImmediate();
  expect(onSilence).not.toHaveBeenCalled();
  hear();
  end();
});

it('is told of once, and again only where something came between', async () => {
  vi.useFakeTimers();
  const onSilence = vi.fn();
  const { hear, end } = createSilence(200, onSilence);
  const told: number[] = [];
  for (const act of [undefined, undefined, hear, undefined, end]) {
    act?.();
    await vi.advanceTimersByTimeAsync(1000);
    told.push(onSilence.mock.calls.length);
  }
  vi.useRealTimers();
  expect(told).toEqual([1, 1, 2, 2, 2]);
});
