import { expect, it } from 'vitest';
import { createAround } from './around.ts';

const around = createAround(['', '/', 'a/', 'a/b/', 'c/'].map((prefix) => ({ prefix })));

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

it('takes no time over a path of any depth', () => {
  const file = `${'a/'.repeat(8000)}x`;
  const began = process.cpuUsage().user;
  for (let index = 0; index < 200; index++) expect(around(file)).toHaveLength(2);
  // Looking each folder up took 18 s.
  expect(process.cpuUsage().user - began).toBeLessThan(5e6);
});
