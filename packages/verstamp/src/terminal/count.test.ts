import { expect, it } from 'vitest';
import { count } from './count.ts';

it.each([
  [0, '0 files'],
  [1, '1 file'],
  [2, '2 files'],
])('writes %i for people', (number, text) => {
  expect(count(number, 'file')).toBe(text);
});
