import { expect, it } from 'vitest';
import { isVersionEdit } from './snapshot.ts';

const BEFORE = { name: 'a', version: '1.0.0', exports: './a.js', dependencies: { b: '^1.0.0', c: '1' } };
const AFTER = { ...BEFORE, version: '0.0.0-pr7-20261122' };

it.each<[string, object, boolean]>([
  ['the version', AFTER, true],
  ['the ranges of other snapshots', { ...AFTER, dependencies: { b: '0.0.0-pr7-20261122', c: '1' } }, true],
  ['nothing', BEFORE, false],
  ['a range of something else', { ...AFTER, dependencies: { b: '^1.0.0', c: '2' } }, false],
  ['another field', { ...AFTER, exports: './b.js' }, false],
  ['what is needed', { ...AFTER, dependencies: { b: '^1.0.0' } }, false],
  ['what is needed, with a snapshot', { ...AFTER, peerDependencies: { b: '0.0.0-pr7' } }, false],
])('tells whether %s is all that differs', (_, now, expected) => {
  expect(isVersionEdit(BEFORE, now as Readonly<Record<string, unknown>>)).toBe(expected);
});
