import { beforeEach, expect, it, vi } from 'vitest';
import { persist } from './persist.ts';
import type { GitRemote } from './remote.ts';

const MINUTE_MS = 60_000;

let time: number;
let pushes: number;
beforeEach(() => {
  time = 0;
  pushes = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => time);
  vi.spyOn(Math, 'random').mockReturnValue(0);
});

/** A remote whose changes take so long, and are lost to others so often. */
const createRemote = (takesMs: number, losses: number): GitRemote => ({
  name: 'origin',
  address: async () => '',
  read: async () => new Map(),
  store: async () => [],
  async push() {
    time += takesMs;
    return { kind: ++pushes > losses ? 'done' : 'raced' };
  },
});

const change = async (remote: GitRemote) =>
  persist(remote, async () => ({
    changes: [{ ref: 'refs/one', from: undefined, to: 'a' }],
    result: 'held',
  }));

it.each([MINUTE_MS, 1000])('tries again where a try took %d ms', async (takesMs) => {
  expect(await change(createRemote(takesMs, 5))).toBe('held');
  expect(pushes).toBe(6);
});

it.each([MINUTE_MS, 1000])(
  'gives up where a try takes %d ms and others are always faster',
  async (takesMs) => {
    await expect(change(createRemote(takesMs, Infinity))).rejects.toMatchObject({
      code: 'LEDGER_UNREACHABLE',
      message: expect.stringContaining('others were always faster') as unknown,
    });
    expect(pushes).toBeGreaterThanOrEqual(Math.max(10, MINUTE_MS / takesMs));
  },
);
