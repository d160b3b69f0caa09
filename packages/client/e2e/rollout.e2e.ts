import { exactBuild, sameMajor } from '@verstamp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deploy } from './rollout.ts';

// A simulation is all work and no waiting: where others have the machine, too, it takes as long as they leave it.
describe('a rolling deploy to 2,000 clients', { timeout: 180_000 }, () => {
  const rollout = fc.record({
    servers: fc.integer({ min: 2, max: 50 }),
    minutes: fc.integer({ min: 5, max: 60 }),
    seed: fc.integer(),
  });

  it('reloads each at most 1.3 times, and leaves none on the old build', () => {
    fc.assert(
      fc.property(rollout, (plan) => {
        const { reloads, left } = deploy({ ...plan, clients: 2000, rule: exactBuild });
        expect(left).toBe(0);
        expect(reloads / 2000).toBeGreaterThanOrEqual(1);
        expect(reloads / 2000).toBeLessThanOrEqual(1.3);
      }),
      { numRuns: 5 },
    );
  });

  it('reloads nobody under a rule that allows the change', () => {
    expect(deploy({ servers: 10, minutes: 20, seed: 7, clients: 2000, rule: sameMajor }).reloads).toBe(0);
  });
});
