import { describe, expect, it } from 'vitest';
import { createRandom } from '@verstamp/testing/random';
import { computeEdges } from './edges.ts';

const some = { clients: 1_000_000, intervalMs: 300_000, edges: 100 } as const;

describe('computeEdges', () => {
  it('lets every request through where nothing is kept', () => {
    const { originPerSecond, hits } = computeEdges({ ...some, maxAgeSeconds: 0 });
    expect(originPerSecond).toBeCloseTo(1_000_000 / 300);
    expect(hits).toBeCloseTo(0);
  });

  it('lets each cache ask once in the time that it keeps the answer, however many clients there are', () => {
    for (const clients of [10_000_000, 100_000_000]) {
      const { originPerSecond, hits } = computeEdges({ ...some, clients, maxAgeSeconds: 10 });
      expect(originPerSecond).toBeCloseTo(10, 0);
      expect(hits).toBeGreaterThan(0.999);
    }
  });

  it('says the same as a cache that is played', () => {
    const random = createRandom(1);
    let [now, freshUntil, misses] = [0, 0, 0];
    for (let request = 0; request < 100_000; request++) {
      // One of a hundred caches, which all are asked 3,333 times a second.
      now += (-Math.log(1 - random()) * 100) / (1_000_000 / 300);
      if (now < freshUntil) continue;
      misses++;
      freshUntil = now + 0.1;
    }
    const { hits } = computeEdges({ ...some, maxAgeSeconds: 0.1 });
    expect(1 - misses / 100_000).toBeCloseTo(hits, 2);
  });
});
