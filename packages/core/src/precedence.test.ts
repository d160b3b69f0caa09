import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import precedence from '../conformance/precedence.json' with { type: 'json' };
import { compareBuilds, compareVersions, diffVersions } from './precedence.ts';
import { version } from './version.arbitrary.ts';
import { parseVersion } from './parse.ts';

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

  it.each([
    ['1.0.0', '1.0.0.0', -1],
    ['1.0.0.9', '1.0.0.10', -1],
    ['1.0.0.9', '1.0.0.9', 0],
    ['1.0.0', '1.0.0', 0],
    ['1.0.1', '1.0.0.9', 1],
  ])('compares %s and %s as %d, either way round', (a, b, order) => {
    expect(compareBuilds(parseVersion(a), parseVersion(b))).toBe(order);
    expect(compareBuilds(parseVersion(b), parseVersion(a)) + order).toBe(0);
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

describe('diffVersions', () => {
  it.each([
    ['1.4.3', '1.4.3', { part: 'none' }],
    ['1.4.3.9', '1.4.3', { part: 'none' }],
    ['1.4.3', '1.4.3.9', { part: 'none' }],
    ['1.4.3.7', '1.4.3.9', { part: 'revision', client: 'older', distance: 2 }],
    ['3.9.9', '1.0.0', { part: 'major', client: 'newer', distance: 2 }],
    ['1.4.3', '1.6.0', { part: 'minor', client: 'older', distance: 2 }],
    ['1.4.3', '1.4.2', { part: 'patch', client: 'newer', distance: 1 }],
    ['1.4.3-rc.1', '1.4.3', { part: 'patch', client: 'older', distance: 1 }],
    ['1.4.3-rc.10', '1.4.3-rc.2', { part: 'patch', client: 'newer', distance: 1 }],
    ['1.4.3.5-rc.1', '1.4.3.9', { part: 'patch', client: 'older', distance: 1 }],
  ])('%s against %s', (client, server, expected) => {
    expect(diffVersions(parseVersion(client), parseVersion(server))).toEqual(expected);
  });

  it('is mirrored when the sides change places', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const there = diffVersions(a, b);
        const back = diffVersions(b, a);
        expect(back.part).toBe(there.part);
        if (there.part !== 'none' && back.part !== 'none') expect(back.client).not.toBe(there.client);
      }),
    );
  });

  it('agrees with precedence above the revision', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        const found = diffVersions(a, b);
        const order = compareVersions(a, b);
        if (found.part === 'none' || found.part === 'revision') expect(order).toBe(0);
        else expect(order).toBe(found.client === 'older' ? -1 : 1);
      }),
    );
  });
});
