import { beforeEach, expect, it } from 'vitest';
import { createLeases } from './lease.ts';
import { openQueue } from './queue.ts';

const subject = { name: 'shop', version: '1.4.3' };
let time: number;
/** How long the remote takes. */
let takesMs: number;
let asked: number[];
let last: number;
const now = () => time;
const issue = async (_: unknown, count: number) => {
  asked.push(count);
  const first = last + 1;
  last += count;
  time += takesMs;
  return first;
};
/** A machine that meets no other. */
const createMachine = () =>
  createLeases({ issue, enterQueue: async () => openQueue(undefined, now), mostLeased: 16, now });

beforeEach(() => {
  time = Date.UTC(2026, 10, 21);
  takesMs = 0;
  asked = [];
  last = 0;
});

it.each([5001, -1, 60_000])('gives nothing that it leased %d ms ago', async (later) => {
  const [one, two] = [createMachine(), createMachine()];
  expect([await one(subject), await one(subject), await two(subject)]).toEqual([1, 2, 6]);
  time += later;
  expect(await one(subject)).toBe(7);
  expect(asked).toEqual([1, 4, 1, 1]);
});

it('leases more while it is asked often, however long the remote takes', async () => {
  takesMs = 6000;
  const next = createMachine();
  for (let count = 1; count <= 22; count++) expect(await next(subject)).toBe(count);
  expect(asked).toEqual([1, 4, 16, 16]);
});
