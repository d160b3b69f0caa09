import { expect, it } from 'vitest';
import { groupByOwner } from './owners.ts';

const membersIn = (...folders: readonly string[]) =>
  folders.map((folder) => ({ folder, manifest: { files: ['dist'] } }));

it.each<[string, readonly string[], readonly string[], Readonly<Record<string, readonly string[]>>]>([
  ['its package', ['/w/a', '/w/ab'], ['a/x', 'ab/y', 'z'], { '/w/a': ['a/x'], '/w/ab': ['ab/y'] }],
  [
    'the innermost package',
    ['/w', '/w/a', '/w/a/b'],
    ['a/b/x', 'a/y', 'z'],
    { '/w': ['z'], '/w/a': ['a/y'], '/w/a/b': ['a/b/x'] },
  ],
  ['the package that a submodule is', ['/w/a', '/w/b'], ['a'], { '/w/a': ['a'] }],
  [
    'all packages in a submodule',
    ['/w/lib/a', '/w/lib/b', '/w/c'],
    ['lib'],
    { '/w/lib/a': ['lib'], '/w/lib/b': ['lib'] },
  ],
])('gives a file to %s', (_, folders, files, expected) => {
  const byOwner = groupByOwner(files, { root: '/w', members: membersIn(...folders) });
  expect(Object.fromEntries(byOwner)).toEqual(expected);
});

it.each<[string, unknown, boolean]>([
  ['all', undefined, true],
  ['everything', ['*'], true],
  ['everything below', ['**/*.js'], true],
  ['some folders', ['{play,dist}'], true],
  ['that folder', ['./play/x.js'], true],
  ['another folder', ['dist', 'playground'], false],
  ['files of a kind', ['*.js', '!play'], false],
])('gives a file of a package within one to both if the outer packs %s: %o, %s', (_, files, isBoth) => {
  const inner = { folder: '/w/ui/play', manifest: { private: true } };
  const members = [{ folder: '/w', manifest: {} }, { folder: '/w/ui', manifest: { files } }, inner];
  const byOwner = groupByOwner(['ui/play/x.js'], { root: '/w', members });
  expect([...byOwner.keys()]).toEqual(isBoth ? ['/w/ui/play', '/w/ui'] : ['/w/ui/play']);
});
