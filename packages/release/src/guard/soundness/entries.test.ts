import { describe, expect, it } from 'vitest';
import { findMissingEntries } from './entries.ts';

const files = new Set(['package.json', 'dist/index.js', 'dist/index.d.ts', 'dist/a/b.js', 'lib.js', 'bin/x']);

describe('findMissingEntries', () => {
  it.each<[object, readonly string[]]>([
    [{}, []],
    [{ main: 'dist/index.js', types: './dist/index.d.ts', bin: './bin/x' }, []],
    [{ main: './dist', types: 'dist/index' }, []],
    [{ main: 'lib' }, []],
    [{ main: 'gone.js' }, ['gone.js']],
    [{ module: 'dist/index.mjs', typings: 'gone.d.ts' }, ['dist/index.mjs', 'gone.d.ts']],
    [{ bin: { x: 'bin/x', y: './bin/y' } }, ['bin/y']],
    [{ exports: './dist/index.js' }, []],
    [{ exports: './gone.js' }, ['./gone.js']],
    [{ exports: { '.': { types: './gone.d.ts', default: './dist/index.js' } } }, ['./gone.d.ts']],
    [{ exports: { '.': { '@own/source': './src/index.ts', default: './dist/index.js' } } }, []],
    [{ exports: { '.': { import: { default: './a.mjs' }, require: './dist/index.js' } } }, ['./a.mjs']],
    [{ exports: { './*': './dist/*.js', './b/*': './gone/*.js' } }, ['./gone/*.js']],
    [{ exports: { './dist/': './dist/', './private': null, './other': 'other-package' } }, []],
    [{ exports: { '.': ['./gone.mjs', './dist/index.js'] } }, []],
    [{ exports: { '.': ['./gone.mjs', './gone.js'] } }, ['./gone.mjs']],
    [{ exports: { './*': './dist/*.css' } }, ['./dist/*.css']],
    [{ types: 'gone.d.ts', typings: 'dist/index.d.ts' }, ['gone.d.ts']],
    [{ main: '' }, []],
    [{ main: 7, exports: 7, bin: [7], types: null }, []],
  ])('finds in %j what is missing: %j', (manifest, missing) => {
    expect(findMissingEntries({ ...manifest }, files)).toEqual(missing);
  });

  it.each<[string, string, string]>([
    ['main', 'gone', 'index.js'],
    ['main', '.', 'index.js'],
    ['main', 'a', 'a.json'],
    ['main', 'a', 'a.node'],
    ['main', './/a//', 'a/index.js'],
    ['main', '/a', 'a/index.json'],
    ['main', '.a/b.js', '.a/b.js'],
    ['types', 'a', 'a.d.ts'],
    ['types', './a', 'a/index.d.ts'],
    ['types', '.', 'index.d.ts'],
  ])('finds %s %s in %s, as Node and TypeScript do', (field, path, file) => {
    expect(findMissingEntries({ [field]: path }, new Set([file]))).toEqual([]);
  });

  it.each(['browser', 'import', 'module', 'module-sync', 'node', 'require', 'types', 'types@>=5.1'])(
    'looks for what is loaded under the condition %s',
    (condition) => {
      expect(findMissingEntries({ exports: { [condition]: './gone.js' } }, files)).toEqual(['./gone.js']);
    },
  );
});
