import { expect, it } from 'vitest';
import { lookUp, parseJson } from './json.ts';

it.each(['[]', '{', '', 'null'])('takes %j for no object', (text) => {
  expect(parseJson(text)).toBe(undefined);
});

it('looks nothing up that an object only inherits', () => {
  expect(lookUp({ a: { b: 1 } }, 'a', 'b')).toBe(1);
  expect(lookUp({ a: {} }, 'a', 'constructor')).toBe(undefined);
  expect(lookUp({ a: [] }, 'a', 'length')).toBe(undefined);
});
