import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playBuilds, spreadArrivals } from './builds.ts';
import { createRandom } from '@verstamp/testing/random';

describe('playBuilds', () => {
  it('lets who asks alone wait for one change', () => {
    const random = createRandom(1);
    expect(playBuilds({ kind: 'queue', serveMs: 5 }, [0, 100], random)).toMatchObject({ p50: 5, slowest: 5 });
    const race = { kind: 'race', readMs: 10, pushMs: 30 } as const;
    expect(playBuilds(race, [0, 100], random)).toMatchObject({ slowest: 40, unanswered: 0 });
  });

  it('serves a queue in order', () => {
    const { p50, slowest } = playBuilds({ kind: 'queue', serveMs: 10 }, [0, 0, 0, 0], createRandom(1));
    expect([p50, slowest]).toEqual([30, 40]);
  });

  it('lets one push serve all that wait', () => {
    const { p50, slowest } = playBuilds({ kind: 'share', pushMs: 10 }, [0, 1, 2, 9, 100], createRandom(1));
    expect([p50, slowest]).toEqual([11, 19]);
  });

  it('never gives two numbers in the time of one push', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 200 }), (seed, builds) => {
        const random = createRandom(seed);
        const race = { kind: 'race', readMs: 5, pushMs: 20 } as const;
        const { slowest, unanswered } = playBuilds(race, spreadArrivals(builds, 10, random), random);
        const answered = Math.round(builds * (1 - unanswered));
        expect(slowest).toBeGreaterThanOrEqual(answered * 20 - 10);
      }),
      { numRuns: 30 },
    );
  });

  it('gives up on those that lose for a minute', () => {
    const random = createRandom(3);
    const race = { kind: 'race', readMs: 500, pushMs: 1500 } as const;
    const { unanswered } = playBuilds(race, spreadArrivals(500, 1000, random), random);
    expect(unanswered).toBeGreaterThan(0.5);
  });
});
