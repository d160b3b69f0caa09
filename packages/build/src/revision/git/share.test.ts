import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { openQueue } from './queue.ts';
import { openShare } from './share.ts';
import { openTurn } from './turn.ts';

let folder: string;
let time: number;
beforeEach(() => {
  folder = makeFolder();
  time = Date.UTC(2026, 10, 21);
});

it('gives what is left to others, each number once, by name', () => {
  const [one, two] = [openShare(folder, () => time), openShare(folder, () => time)];
  expect(one.take('shop', 4, 0)).toBeUndefined();
  one.leave('shop', { first: 17, count: 6 });
  expect(two.take('cart', 4, 0)).toBeUndefined();
  expect(two.take('shop', 4, 0)).toEqual({ first: 17, count: 4 });
  expect(one.take('shop', 4, 0)).toEqual({ first: 21, count: 2 });
  expect(two.take('shop', 4, 0)).toBeUndefined();
});

it('gives no process what it has passed', () => {
  const [one, two] = [openShare(folder, () => time), openShare(folder, () => time)];
  one.leave('shop', { first: 17, count: 6 });
  expect(one.take('shop', 4, 40)).toBeUndefined();
  expect(two.take('shop', 4, 16)).toEqual({ first: 17, count: 4 });
});

it.each([5001, -1, 60_000])('leaves nothing to who comes %d ms later', (later) => {
  const share = openShare(folder, () => time);
  share.leave('shop', { first: 17, count: 6 });
  time += later;
  expect(share.take('shop', 1, 0)).toBeUndefined();
});

it('keeps no file for long', () => {
  const share = openShare(folder, () => time);
  for (let minute = 0; minute < 5; minute++) {
    share.leave('shop', { first: 17, count: 1 });
    time += 60_000;
  }
  expect(readdirSync(folder).length).toBe(2);
});

it('has one turn at a time, counts who waits, and forgets who was killed', async () => {
  const [one, two] = [openTurn(folder), openTurn(folder)];
  const release = one.enter();
  expect(release).toBeDefined();
  expect(two.enter()).toBeUndefined();
  await two.wait();
  expect(one.countWaiting()).toBe(1);
  two.leave();
  expect(one.countWaiting()).toBe(0);
  release?.();
  // No process has a number as great as this.
  writeFileSync(join(folder, 'turn'), '999999999');
  expect(two.enter()).toBeDefined();
});

it('gets numbers for all that wait at once', async () => {
  const queues = Array.from({ length: 8 }, () => openQueue(folder, () => time));
  const asked: number[] = [];
  let next = 1;
  const issue = async (count: number): Promise<number> => {
    asked.push(count);
    const first = next;
    next += count;
    await setImmediate();
    return first;
  };
  const runs = await Promise.all(
    queues.map((queue) => queue.issue({ name: 'shop', count: 2, after: 0 }, issue)),
  );
  const numbers = runs.flatMap(({ first, count }) => Array.from({ length: count }, (_, at) => first + at));
  expect(new Set(numbers).size).toBe(16);
  // The first knew of nobody; the next one served all that were waiting by then.
  expect(asked).toEqual([2, 16]);
});
