import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatStamp, parseStamp, safeParseStamp, type ParsedStamp } from './stamp.ts';

const stamp: fc.Arbitrary<ParsedStamp> = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((name) => name.isWellFormed()),
    version: fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()).map((parts) => parts.join('.')),
    time: fc.constant('2026-11-21T02:00:00Z'),
    commit: fc.stringMatching(/^[0-9a-f]{12}$/),
    dirty: fc.constant(true),
    source: fc.constantFrom('clock', 'file', 'git', 'option'),
  },
  { requiredKeys: ['name', 'version'] },
);

describe('formatStamp', () => {
  it('writes the form of the contract', () => {
    const text = 'shop-web@1.4.3.417;t=2026-11-21T02:00:00Z;c=1a2b3c4d5e6f';
    const value = {
      name: 'shop-web',
      version: '1.4.3.417',
      time: '2026-11-21T02:00:00Z',
      commit: '1a2b3c4d5e6f',
    };
    expect(formatStamp(value)).toBe(text);
    expect(parseStamp(text)).toEqual(value);
  });

  it('leaves scoped names readable', () => {
    expect(formatStamp({ name: '@shop/web', version: '1.0.0.1' })).toBe('@shop/web@1.0.0.1');
    expect(parseStamp('@shop/web@1.0.0.1').name).toBe('@shop/web');
  });

  it('is read back whole, and holds nothing that ends a tag, a string, a field or a line', () => {
    fc.assert(
      fc.property(stamp, (value) => {
        const text = formatStamp(value);
        expect(text).toMatch(/^[\w.~@/:+%;=-]+$/);
        expect(parseStamp(text)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });
});

describe('safeParseStamp', () => {
  it.each([
    [''],
    ['shop'],
    ['shop@1.2.3'],
    ['@1.2.3.4'],
    ['shop@1.2.3.4;'],
    ['shop@1.2.3.4;t=yesterday'],
    ['shop@1.2.3.4;c=HEAD'],
    ['shop@1.2.3.4;d=0'],
    ['shop@1.2.3.4;c=1a2b3c4;c=1a2b3c4'],
    ['<b>@1.2.3.4'],
    ['shop%@1.2.3.4'],
    ['shop%ff@1.2.3.4'],
    [`${'x'.repeat(1020)}@1.2.3.4`],
    [undefined],
    [{}],
  ])('refuses %j', (text) => {
    expect(safeParseStamp(text)).toBeUndefined();
  });

  it('skips fields that it does not know', () => {
    expect(safeParseStamp('shop@1.2.3.4;z=later')).toEqual({ name: 'shop', version: '1.2.3.4' });
  });

  it('throws for no input whatever', () => {
    fc.assert(fc.property(fc.anything(), (value) => void safeParseStamp(value)));
    fc.assert(fc.property(fc.stringMatching(/^[\w@.;=%<-]{0,40}$/), (value) => void safeParseStamp(value)));
  });

  it('says what was expected when it throws', () => {
    expect(() => parseStamp('shop')).toThrow(/Expected NAME@MAJOR\.MINOR\.PATCH\.REVISION/);
  });
});
