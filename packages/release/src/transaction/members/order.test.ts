import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderByDependencies, type Dependent } from './order.ts';

const item = (name: string, ...dependencies: readonly string[]): Dependent => ({ name, dependencies });
const names = (items: readonly Dependent[]) => items.map(({ name }) => name).join(' ');

describe('orderByDependencies', () => {
  it.each([
    ['keeps the order of what needs nothing', [item('b'), item('a')], 'b a'],
    ['puts a dependency before what needs it', [item('a', 'b'), item('b')], 'b a'],
    ['follows chains', [item('a', 'b'), item('b', 'c'), item('c')], 'c b a'],
    ['leaves out what is not among the items', [item('a', 'tool'), item('b')], 'a b'],
    ['cuts a circle', [item('a', 'b'), item('b', 'a')], 'b a'],
    ['cuts a package that needs itself', [item('a', 'a')], 'a'],
  ])('%s', (_, items, ordered) => {
    expect(names(orderByDependencies(items))).toBe(ordered);
  });

  it('keeps every item once, and no item before what it needs where there is no circle', () => {
    // An item only needs those of a lower number, so there is no circle.
    const graph = fc.array(fc.array(fc.nat(19), { maxLength: 4 }), { maxLength: 20 });
    fc.assert(
      fc.property(graph, fc.func(fc.integer()), (needs, rank) => {
        const items = needs
          .map((needed, index) => item(String(index), ...needed.filter((n) => n < index).map(String)))
          .toSorted((a, b) => rank(a.name) - rank(b.name));
        const ordered = orderByDependencies(items);
        expect(new Set(ordered)).toEqual(new Set(items));
        expect(ordered.length).toBe(items.length);
        const place = new Map(ordered.map(({ name }, index) => [name, index]));
        for (const { name, dependencies } of ordered) {
          for (const needed of dependencies) expect(place.get(needed)).toBeLessThan(place.get(name) ?? -1);
        }
      }),
    );
  });
});
