import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { listPlainFolders, matchFolders } from './folders.ts';

let root = '';

beforeAll(() => {
  root = makeFolder();
  const folders = [
    'a/b/c',
    'a/.hidden/c',
    'a/node_modules/c',
    'b/a',
    'c',
    'a/@b/c',
    'node_modules/a',
    'linked/a',
  ];
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true });
  for (const file of ['a/file', 'b/c', 'file']) writeFileSync(join(root, file), '');
  symlinkSync(join(root, 'a'), join(root, 'linked/b'));
  symlinkSync(join(root, 'a'), join(root, 'link'));
});

const isPlain = (...patterns: readonly string[]): boolean => listPlainFolders(root, patterns) !== undefined;

describe('listPlainFolders', () => {
  it('finds what the library finds, or leaves it to that', async () => {
    const parts = ['a', 'b', 'c', '@b', 'file', 'nowhere', 'node_modules', 'link', 'linked'];
    const odd = ['*', '**', '.', '..', '.hidden', '', '!a', 'A', '{a,b}', 'a*', '[a]', 'a b', '+(a)', '\\a'];
    const part = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...parts) }, fc.constantFrom(...odd));
    const pattern = fc.array(part, { minLength: 1, maxLength: 3 }).map((list) => list.join('/'));
    await fc.assert(
      fc.asyncProperty(fc.array(pattern, { minLength: 1, maxLength: 3 }), async (patterns) => {
        const found = listPlainFolders(root, patterns);
        if (found) expect(found.toSorted()).toEqual((await matchFolders(root, patterns)).toSorted());
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['a/*', ['a/@b', 'a/b']],
    ['a/b', ['a/b']],
    ['a', ['a']],
    ['b/*', ['b/a']],
  ])('lists %s by itself', async (pattern, folders) => {
    const expected = folders.map((folder) => join(root, folder));
    expect(listPlainFolders(root, [pattern])?.toSorted()).toEqual(expected);
    expect((await matchFolders(root, [pattern])).map((folder) => join(folder)).toSorted()).toEqual(expected);
  });

  it.each([
    '*',
    'a/**',
    '!a',
    './a',
    '../a',
    'link/*',
    'linked/*',
    'nowhere/*',
    'a/node_modules/*',
    'file',
    '',
  ])('leaves %j to the library', (pattern) => {
    expect(isPlain(pattern)).toBe(false);
    expect(isPlain('a/*', pattern)).toBe(false);
  });
});
