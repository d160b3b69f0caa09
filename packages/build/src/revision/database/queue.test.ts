import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createQueue } from './queue.ts';

it('does one thing after the other, also after one that failed', async () => {
  const enqueue = createQueue(() => undefined);
  const done: string[] = [];
  const act = (name: string) => async () => {
    done.push(`${name} begins`);
    await turn();
    done.push(`${name} ends`);
    return name === 'a' ? Promise.reject(new Error(name)) : name;
  };
  const all = await Promise.allSettled([enqueue(act('a')), enqueue(act('b'))]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  expect(done).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

it('lets the process go when nothing is asked any more, and holds it again', async () => {
  const held: boolean[] = [];
  const enqueue = createQueue((isHeld) => held.push(isHeld));
  await enqueue(async () => Promise.resolve());
  await enqueue(async () => Promise.resolve());
  expect(held).toEqual([]);
  await turn();
  expect(held).toEqual([false]);
  await enqueue(async () => Promise.resolve());
  expect(held).toEqual([false, true]);
  await turn();
  expect(held).toEqual([false, true, false]);
});
