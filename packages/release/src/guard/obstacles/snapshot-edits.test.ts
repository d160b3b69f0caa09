import { expect, it } from 'vitest';
import { isVersionEdit } from './snapshot-edits.ts';

const BEFORE = { name: 'a', version: '1.0.0', exports: './a.js', dependencies: { b: '^1.0.0', c: '1' } };
const SNAPSHOTS = new Map([
  ['b', '0.0.0-pr7-20261122'],
  ['d', '0.0.0-pr7-20261122'],
]);
const AFTER = { ...BEFORE, version: '0.0.0-pr7-20261122' };

it.each<[string, object, boolean]>([
  ['the version', AFTER, true],
  ['the ranges of other snapshots', { ...AFTER, dependencies: { b: '0.0.0-pr7-20261122', c: '1' } }, true],
  [
    'a range of another snapshot',
    { ...AFTER, dependencies: { b: 'workspace:^0.0.0-pr7-20261122', c: '1' } },
    true,
  ],
  ['a range with a caret', { ...AFTER, dependencies: { b: '^0.0.0-pr7-20261122', c: '1' } }, true],
  ['an exact range', { ...AFTER, dependencies: { b: 'workspace:0.0.0-pr7-20261122', c: '1' } }, true],
  ['what only looks like a range', { ...AFTER, exports: { b: '0.0.0-pr7-20261122' } }, false],
  ['a list of ranges', { ...AFTER, dependencies: ['0.0.0-pr7-20261122'] }, false],
  ['a range of an older snapshot', { ...AFTER, dependencies: { b: '0.0.0-pr6', c: '1' } }, false],
  [
    'a range of what is no sibling',
    { ...AFTER, dependencies: { b: '^1.0.0', c: '0.0.0-pr7-20261122' } },
    false,
  ],
  ['an alias', { ...AFTER, dependencies: { b: 'npm:other@0.0.0-pr7-20261122', c: '1' } }, false],
  ['what is added', { ...AFTER, dependencies: { ...BEFORE.dependencies, evil: 'npm:evil@0.0.0-1' } }, false],
  [
    'a snapshot that is added',
    { ...AFTER, dependencies: { ...BEFORE.dependencies, d: '0.0.0-pr7-20261122' } },
    false,
  ],
  ['nothing', BEFORE, false],
  ['a range of something else', { ...AFTER, dependencies: { b: '^1.0.0', c: '2' } }, false],
  ['another field', { ...AFTER, exports: './b.js' }, false],
  ['what is needed', { ...AFTER, dependencies: { b: '^1.0.0' } }, false],
  ['what is needed, with a snapshot', { ...AFTER, peerDependencies: { b: '0.0.0-pr7' } }, false],
])('tells whether %s is all that differs', (_, now, expected) => {
  expect(isVersionEdit(BEFORE, now as Readonly<Record<string, unknown>>, SNAPSHOTS)).toBe(expected);
});

it.each(['devDependencies', 'optionalDependencies', 'peerDependencies'])(
  'takes the ranges in %s for such',
  (field) => {
    const [before, now] = ['^1.0.0', '0.0.0-pr7-20261122'].map((version) => ({
      version,
      [field]: { b: version },
    }));
    expect(isVersionEdit(before, now, SNAPSHOTS)).toBe(true);
  },
);

it('knows nothing of what cannot be read', () => {
  expect([isVersionEdit(undefined, AFTER, SNAPSHOTS), isVersionEdit(BEFORE, undefined, SNAPSHOTS)]).toEqual([
    false,
    false,
  ]);
});
