import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHeavyHitters } from './heavy-hitters.ts';

/** A number source that is the same in every run (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function start(size: number, { known = [] as readonly string[], seed = 1 } = {}) {
  let lost = 0;
  const monitor = createHeavyHitters({
    known,
    size,
    random: createRandom(seed),
    createValue: () => ({ count: 0 }),
    onEvict: ({ count }) => void (lost += count),
  });
  return {
    come(key: string): void {
      const entry = monitor.observe(key);
      if (entry) entry.value.count += 1;
      else lost += 1;
    },
    counts: () => new Map(monitor.entries().map(({ key, value }) => [key, value.count])),
    lost: () => lost,
  };
}

describe('createHeavyHitters', () => {
  const keys = fc.array(fc.nat(40).map(String), { maxLength: 400 });

  it('loses no count, whatever the keys and their order', () => {
    fc.assert(
      fc.property(keys, fc.integer({ min: 1, max: 8 }), fc.integer(), (arrivals, size, seed) => {
        const stream = start(size, { known: ['0', '1'], seed });
        for (const key of arrivals) stream.come(key);
        const counts = stream.counts();
        expect(counts.size).toBeLessThanOrEqual(size + 2);
        const kept = [...counts.values()].reduce((total, count) => total + count, 0);
        expect(kept + stream.lost()).toBe(arrivals.length);
        for (const key of ['0', '1']) {
          expect(counts.get(key)).toBe(arrivals.filter((other) => other === key).length);
        }
        for (const [key, count] of counts) {
          expect(count).toBeLessThanOrEqual(arrivals.filter((other) => other === key).length);
        }
      }),
    );
  });

  it('is exact while there is room', () => {
    fc.assert(
      fc.property(keys, (arrivals) => {
        const stream = start(41);
        for (const key of arrivals) stream.come(key);
        expect(stream.counts()).toEqual(
          new Map([...Map.groupBy(arrivals, (key) => key)].map(([key, { length }]) => [key, length])),
        );
      }),
    );
  });

  it('keeps those in use against as many strangers that come twice', () => {
    const stream = start(100);
    for (let round = 0; round < 50; round++) {
      for (let key = 0; key < 20; key++) stream.come(`real ${key}`);
    }
    for (let stranger = 0; stranger < 50_000; stranger++) {
      stream.come(`${stranger}`);
      stream.come(`${stranger}`);
      if (stranger % 1000 === 0) for (let key = 0; key < 20; key++) stream.come(`real ${key}`);
    }
    const counts = stream.counts();
    for (let key = 0; key < 20; key++) expect(counts.get(`real ${key}`)).toBe(100);
  });

  it('replaces the keys of the past by those that come now', () => {
    const stream = start(10);
    for (let key = 0; key < 10; key++) {
      for (let round = 0; round < 100; round++) stream.come(`old ${key}`);
    }
    for (let round = 0; round < 5000; round++) {
      for (let key = 0; key < 5; key++) stream.come(`new ${key}`);
    }
    const counts = stream.counts();
    for (let key = 0; key < 5; key++) expect(counts.get(`new ${key}`)).toBeGreaterThan(4000);
  });
});
