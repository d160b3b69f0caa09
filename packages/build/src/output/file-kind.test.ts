import { expect, it } from 'vitest';
import { isHashedPattern, isListFile, isPageFile, mappedFile, scriptExtension } from './file-kind.ts';

it.each([
  '[name]-[hash].js',
  '[name]-[hash:8].js',
  '[contenthash:hex:8].js',
  '[chunkhash].js',
  '[fullhash].js',
  '[modulehash].js',
  () => 'main.js',
  undefined,
])('takes %s to name files by a hash', (names) => {
  expect(isHashedPattern(names)).toBe(true);
});

it.each(['[name].js', 'assets/[name]-hash.js', '[dir]/[name]'])(
  'takes %s to name them always the same',
  (names) => {
    expect(isHashedPattern(names)).toBe(false);
  },
);

it.each([
  ['index.html', { page: true, list: true, script: undefined }],
  ['old/INDEX.HTM', { page: true, list: true, script: undefined }],
  ['book.xhtml', { page: true, list: true, script: undefined }],
  ['sw.js', { page: false, list: true, script: '.js' }],
  ['main.mjs', { page: false, list: true, script: '.mjs' }],
  ['site.webmanifest', { page: false, list: true, script: undefined }],
  ['icon.svg', { page: false, list: false, script: undefined }],
  ['index.html.gz', { page: false, list: false, script: undefined }],
  ['main.js.map', { page: false, list: false, script: undefined }],
  ['html', { page: false, list: false, script: undefined }],
])('knows what %s is', (file, { page, list, script }) => {
  expect([isPageFile(file), isListFile(file), scriptExtension(file)]).toEqual([page, list, script]);
});

it('knows the file that a source map is of', () => {
  expect(['main.js.map', 'main.js'].map(mappedFile)).toEqual(['main.js', 'main.js']);
});
