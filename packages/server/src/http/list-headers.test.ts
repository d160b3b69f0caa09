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
  ])('%j with %j: %j', (existing, added, merged) => expect(mergeList(existing, added)).toBe(merged));

  it('adds every entry exactly once, however often it is asked to', () => {
    const list = fc
      .array(fc.constantFrom('Accept', 'Cookie', 'API-Version', 'Origin'))
      .map((all) => all.join(', '));
    fc.assert(
      fc.property(list, list, (existing, added) => {
        const once = mergeList(existing, added);
        expect(mergeList(once, added)).toBe(once);
        expect(once.startsWith(existing)).toBe(true);
        for (const entry of added.split(', ')) expect(once).toContain(entry);
      }),
    );
  });
});
