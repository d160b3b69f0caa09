import { expect, it } from 'vitest';
import { chooseCarrier, type ChosenCarrier } from './choose.ts';
import type { Carrier } from '../options.ts';

it.each<[Carrier, ChosenCarrier, ChosenCarrier, ChosenCarrier, ChosenCarrier]>([
  ['auto', 'page', 'inline', 'module', 'inline'],
  ['page', 'page', 'page', 'page', 'page'],
  // Where names hold a hash, no file of such a name ever holds the stamp.
  ['inline', 'module', 'inline', 'module', 'inline'],
])('carries by %s: %s, %s without hashes, %s without pages, %s with neither', (carrier, ...expected) => {
  const kinds = [true, false].flatMap((isPage) => [true, false].map((isHashed) => ({ isPage, isHashed })));
  expect(kinds.map((kind) => chooseCarrier(carrier, kind))).toEqual(expected);
});
