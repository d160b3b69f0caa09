import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeList } from './list-headers.ts';

describe('mergeList', () => {
  it.each([
    ['', 'API-Version', 'API-Version'],
    ['Accept', 'API-Version', 'Accept, API-Version'],
    ['accept , api-version', 'API-Version', 'accept , api-version'],
    ['*', 'API-Version', '*'],
    ['Accept, *', 'API-Version', 'Accept, *'],
    ['B', 'A, B, C', 'B, A, C'],
    ['X-API-Version', 'API-Version', 'X-API-Version, API-Version'],
    [' ', 'API-Version', 'API-Version'],
    ['Accept', '', 'Accept'],
  ])('%j with %j: %j', (existing, added, merged) => expect(mergeList('vary', existing, added)).toBe(merged));

  it('names what a star exposes to no page that sends credentials', () => {
    expect(mergeList('Access-Control-Expose-Headers', '*', 'API-Version, Sunset')).toBe(
      '*, API-Version, Sunset',
    );
  });

  it('adds every entry exactly once, however often it is asked to', () => {
    const list = fc
      .array(fc.constantFrom('Accept', 'Cookie', 'API-Version', 'Origin'))
      .map((all) => all.join(', '));
    fc.assert(
      fc.property(list, list, (existing, added) => {
        const once = mergeList('Vary', existing, added);
        expect(mergeList('Vary', once, added)).toBe(once);
        expect(once.startsWith(existing)).toBe(true);
        for (const entry of added.split(', ')) expect(once).toContain(entry);
      }),
    );
  });
});
