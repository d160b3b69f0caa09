import { describe, expect, it } from 'vitest';
import { playPolls } from './polls.ts';
import { createRandom } from '@verstamp/testing/random';

const usual = {
  clients: 30_000,
  intervalMs: 300_000,
  minutes: 60,
  skippedMinutes: 0,
  startWithinMs: 300_000,
};

describe('playPolls', () => {
  it('counts what so many clients ask on average', () => {
    const { meanPerSecond } = playPolls(usual, createRandom(1));
    expect(meanPerSecond).toBeGreaterThan(95);
    expect(meanPerSecond).toBeLessThan(105);
  });

  it('lets few stand for many', () => {
    const { meanPerSecond } = playPolls({ ...usual, clients: 3_000_000, minutes: 20 }, createRandom(1));
    expect(meanPerSecond / 10_000).toBeCloseTo(1, 1);
  });

  it('asks less while nothing is answered', () => {
    const down = playPolls({ ...usual, outage: [0, 60] }, createRandom(1));
    expect(down.meanPerSecond).toBeLessThan(40);
  });
});
