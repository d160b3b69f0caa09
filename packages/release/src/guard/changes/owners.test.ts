import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { groupByOwner, isPartOf } from './owners.ts';

const membersIn = (...folders: readonly string[]) =>
  folders.map((folder) => ({ folder, manifest: { files: ['dist'] } }));

it.each<[string, readonly string[], readonly string[], Readonly<Record<string, readonly string[]>>]>([
  ['its package', ['/w/a', '/w/ab'], ['a/x', 'ab/y', 'z'], { '/w/a': ['a/x'], '/w/ab': ['ab/y'] }],
  ['its package, beside others', ['/w/a'], ['a/x', 'a/y'], { '/w/a': ['a/x', 'a/y'] }],
  [
    'its package and those in the submodule',
    ['/w/a', '/w/a/b/c'],
    ['a/b'],
    { '/w/a': ['a/b'], '/w/a/b/c': ['a/b'] },
  ],
  [
    'the innermost package',
    ['/w', '/w/a', '/w/a/b'],
    ['a/b/x', 'a/y', 'z'],
    { '/w': ['z'], '/w/a': ['a/y'], '/w/a/b': ['a/b/x'] },
  ],
  [
    'the root that packs it, too',
    ['/w', '/w/dist/a'],
    ['dist/a/x'],
    { '/w': ['dist/a/x'], '/w/dist/a': ['dist/a/x'] },
  ],
  ['the package that a submodule is', ['/w/a', '/w/b'], ['a'], { '/w/a': ['a'] }],
  [
    'a package beside the workspace',
    ['/w', '/lib/a'],
    ['../lib/a/x', '../b', 'c'],
    { '/lib/a': ['../lib/a/x'], '/w': ['c'] },
  ],
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
  ['that folder', ['./play/dev/x.js'], true],
  ['another folder', ['dist', 'playground'], false],
  ['files of a kind', ['*.js', '!play'], false],
  ['something else that is said, too', [7, 'dist', 'play'], true],
  ['what is no list of names', [7], false],
  ['a folder called like it but for its dots', ['pl.y'], false],
  ['what one letter stands for', ['pla?'], true],
  ['all around it', ['..'], true],
  ['a folder of dots', ['...'], false],
  ['it, from its root', ['/play'], true],
  ['a folder in it', ['play/dev/dist'], true],
  ['it, in other letters', ['Play/'], true],
  ['folders around it', ['*/d*v'], true],
  ['a folder beside it', ['play/prod'], false],
])('gives a file of a package within one to both if the outer packs %s: %o, %s', (_, files, isBoth) => {
  for (const root of ['/w', '/w/ui']) {
    const outer = { folder: '/w/ui', manifest: { files } };
    const inner = { folder: '/w/ui/play/dev', manifest: { private: true } };
    const file = relative(root, join(inner.folder, 'x.js'));
    const byOwner = groupByOwner([file], { root, members: [outer, inner] });
    expect([...byOwner.keys()]).toEqual([inner, ...(isBoth ? [outer] : [])].map(({ folder }) => folder));
  }
});

it.each([
  ['a/x', 'a', true],
  ['a', 'a/b', true],
  ['a/x', '', true],
  ['ab/x', 'a', false],
  ['b/x', 'a', false],
])('says whether %s is part of %j: %j', (file, folder, expected) => {
  expect(isPartOf(file, folder)).toBe(expected);
});
