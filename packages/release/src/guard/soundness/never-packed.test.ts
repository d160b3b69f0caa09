import { expect, it } from 'vitest';
import { isNeverPacked } from './never-packed.ts';

it.each([
  ['dist/.DS_Store', true],
  ['dist/a/._index.js', true],
  ['dist/.index.js.swp', true],
  ['dist/index.js.orig', true],
  ['dist/.npmrc', true],
  ['dist/.git/HEAD', true],
  ['dist/CVS/Root', true],
  ['npm-debug.log', true],
  ['dist/index.js', false],
  ['dist/.well-known/version.json', false],
  ['dist/original.js', false],
  ['dist/_index.js', false],
  ['dist/a._index.js', false],
  ['dist/a.npmrc', false],
  ['dist/.github/a', false],
  ['dist/a.swp', false],
  ['dist/.a.swpx', false],
  ['dist/a.original', false],
  ['dist/CVS.md', false],
  ['dist/old-npm-debug.log', false],
])('%s is never packed: %s', (path, expected) => {
  expect(isNeverPacked(path)).toBe(expected);
});
