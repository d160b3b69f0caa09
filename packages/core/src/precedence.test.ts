import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import precedence from '../conformance/precedence.json' with { type: 'json' };
import { compareBuilds, compareVersions } from './precedence.ts';
import { version } from './version.arbitrary.ts';
import { parseVersion } from './version.ts';

const ranked = precedence.ascending.flatMap((texts, rank) => texts.map((text) => ({ text, rank })));

describe('compareVersions', () => {
  it.each(ranked)('puts $text in its place', ({ text, rank }) => {
    for (const other of ranked) {
      expect(compareVersions(parseVersion(text), parseVersion(other.text))).toBe(
        Math.sign(rank - other.rank),
      );
    }
  });

  it('is a total order in which only the revision is ignored', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(compareVersions(a, a)).toBe(0);
        expect(compareVersions(a, b) + compareVersions(b, a)).toBe(0);
        const [low, middle, high] = [a, b, c].toSorted(compareVersions);
        if (low && middle && high) expect(compareVersions(low, high)).toBeLessThanOrEqual(0);
        expect(compareVersions(a, { ...a, revision: b.revision })).toBe(0);
      }),
    );
  });
});

describe('compareBuilds', () => {
  it('looks at the revision only where precedence is equal', () => {
    const sorted = ['1.0.0.10', '1.0.0.9', '1.0.1.1', '1.0.0'].map(parseVersion).toSorted(compareBuilds);
    expect(sorted.map(({ patch, revision }) => [patch, revision])).toEqual([
      [0, undefined],
      [0, 9],
      [0, 10],
      [1, 1],
    ]);
  });

  it('agrees with precedence', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const order = compareVersions(a, b);
        if (order) expect(compareBuilds(a, b)).toBe(order);
      }),
    );
  });
});
