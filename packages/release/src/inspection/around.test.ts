import { expect, it } from 'vitest';
import { createAround } from './around.ts';

const around = createAround(['', '/', 'a/', 'a/b/', 'c/', 'a/b'].map((prefix) => ({ prefix })));

it.each([
  ['x', ['']],
  ['a/x', ['a/', '']],
  ['a/b/x', ['a/b/', 'a/', '']],
  ['a/bc/x', ['a/', '']],
  ['/x', ['/', '']],
  ['//x', ['/', '']],
  ['', ['']],
])('finds the folders around %j', (file, expected) => {
  expect(around(file).map(({ prefix }) => prefix)).toEqual(expected);
});
