import { safeParseStamp, type Stamp } from '@verstamp/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatPlaceholder } from './placeholder.ts';
import { formatPaddedText, formatText } from './text.ts';

const stamps: fc.Arbitrary<Stamp> = fc.record(
  {
    name: fc.constant('@scope/shop'),
    version: fc.nat({ max: Number.MAX_SAFE_INTEGER }).map((revision) => `2.10.0.${revision}-rc.1`),
    time: fc
      .nat({ max: 4_000_000_000 })
      .map((seconds) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')),
    commit: fc.constantFrom('a'.repeat(40), 'b'.repeat(64)),
    dirty: fc.constant(true),
    source: fc.constantFrom('clock', 'file', 's'.repeat(32)),
  },
  { requiredKeys: ['name', 'version', 'time', 'source'] },
);

it('has one length for every stamp of a version in code, and is read back as that stamp', () => {
  const { length } = formatPlaceholder({ name: '@scope/shop', version: '2.10.0-rc.1' }, 'optional');
  fc.assert(
    fc.property(stamps, (stamp) => {
      const text = formatPaddedText(stamp);
      expect(text.length).toBe(length);
      expect(safeParseStamp(text)).toEqual(stamp);
    }),
  );
});

it.each([
  ['a long name', { name: '€'.repeat(200) }, 'at most 1024 characters'],
  ['half a character', { name: 'shop\uD83D' }, 'the stamp "shop%EF%BF%BD@'],
  ['a source of two words', { source: 'build counter' }, 'a source that is a word'],
])('refuses %s, which could not be read back', (_, given, message) => {
  const stamp = { name: 'shop', version: '1.0.0.1', time: '2026-11-21T02:00:00Z', source: 'clock' };
  expect(() => formatText({ ...stamp, ...given })).toThrow(
    expect.objectContaining({ code: 'BUILD_OPTION', message: expect.stringContaining(message) as string }),
  );
});
