import { expect, it } from 'vitest';
import { groupByOwner } from './sources.ts';

const packagesIn = (...folders: readonly string[]) => folders.map((folder) => ({ name: folder, folder }));

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
  const byOwner = groupByOwner(files, { root: '/w', packages: packagesIn(...folders) });
  expect(Object.fromEntries(byOwner)).toEqual(expected);
});
