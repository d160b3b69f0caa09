import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { digestFile } from '@verstamp/build';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import type { Manifest } from '../../workspace/manifest.ts';
import type { TarballFiles } from '../../tarball/tarball.ts';
import { findUnsoundness } from './soundness.ts';

type Texts = Readonly<Record<string, string>>;

let folder: string;
beforeEach(async () => {
  folder = makeFolder();
});

const STAMP = 'dist/.verstamp/stamp.json';
const FILES = 'dist/.verstamp/files.json';
const stampOf = (version: string, name = 'a') =>
  JSON.stringify({ stamp: { name, version, time: '2026-11-21T02:00:00Z' }, stamps: [] });
const filesOf = (text: string, path = 'index.js') =>
  JSON.stringify({ files: [digestFile(path, Buffer.from(text), { name: 'a', stamps: [] })] });

const manifest = (fields: object = {}) =>
  JSON.stringify({ name: 'a', version: '1.0.0', main: 'dist/index.js', ...fields });
const sound: Texts = {
  'package.json': manifest(),
  'dist/index.js': 'run();',
  [STAMP]: stampOf('1.0.0.7'),
  [FILES]: filesOf('run();'),
};

async function check(
  packed: Texts,
  { onDisk = packed, source = {} }: { readonly onDisk?: Texts; readonly source?: Manifest } = {},
): ReturnType<typeof findUnsoundness> {
  for (const [path, text] of Object.entries(onDisk)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const files: TarballFiles = new Map(
    Object.entries(packed).map(([path, text]) => [
      path,
      { path, kind: 'file', executable: false, bytes: Buffer.from(text) },
    ]),
  );
  const siblings = new Map([['b', '2.0.0-rc.1']]);
  return findUnsoundness(files, { name: 'a', version: '1.0.0', folder, manifest: source }, siblings);
}

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0a'.repeat(32)}\nsize 12345\n`;

const without = (...paths: readonly string[]): Texts =>
  Object.fromEntries(Object.entries(sound).filter(([path]) => !paths.includes(path)));

describe('findUnsoundness', () => {
  it.each<[string, Texts]>([
    ['a stamped build', sound],
    ['a package without our stamp', without(STAMP, FILES)],
    ['a build that holds the stamp of another package', { ...sound, [STAMP]: stampOf('9.0.0.7', 'b') }],
    ['a build with a file that npm never packs', { ...sound, [FILES]: filesOf('', '.DS_Store') }],
    ['a package that left its source maps out', { ...sound, [FILES]: filesOf('', 'index.js.map') }],
    [
      'a range of the workspace that nobody installs',
      {
        ...sound,
        'package.json': manifest({ devDependencies: { b: 'workspace:*' } }),
      },
    ],
    [
      'ranges that everybody understands',
      { ...sound, 'package.json': manifest({ dependencies: { b: '^1.0.0', c: 7 } }) },
    ],
  ])('finds nothing in %s', async (_, packed) => {
    expect(await check(packed)).toBeUndefined();
  });

  it.each([
    ['dependencies', 'workspace:^'],
    ['peerDependencies', 'catalog:'],
    ['optionalDependencies', 'link:../b'],
    ['dependencies', 'patch:b@npm%3A1.0.0#~/.yarn/patches/b.patch'],
  ])('finds in %s what only a workspace understands: %s', async (field, range) => {
    const packed = { ...sound, 'package.json': manifest({ [field]: { b: range } }) };
    const found = await check(packed);
    expect(found).toMatchObject({ verdict: 'broken-package', reasons: [expect.stringContaining(range)] });
  });

  it.each([
    ['workspace:^', '^1.0.0', 'b'],
    ['workspace:*', '1.0.0', 'b'],
    ['workspace:^', '^2.0.0-rc.1', undefined],
    ['workspace:>=1', '>=1', undefined],
    ['workspace:^1.0.0', '^1.0.0', undefined],
    ['^1.0.0', '^1.0.0', undefined],
  ])('finds for %s of a sibling in %s: %s', async (range, written, named) => {
    const source = { dependencies: { b: range } };
    const packed = { ...sound, 'package.json': manifest({ dependencies: { b: written } }) };
    const found = await check(packed, { source });
    expect(found?.reasons.join()).toEqual(named && expect.stringContaining(`"${written}" for "${named}"`));
  });

  it.each<[string, string, Texts, Texts, string]>([
    [
      'an entry point is misspelt',
      'broken-package',
      { ...sound, 'package.json': manifest({ main: 'dist/main.js' }) },
      sound,
      'dist/main.js',
    ],
    [
      'an entry point is misspelt that was packed elsewhere',
      'broken-package',
      { ...sound, 'package.json': manifest({ main: 'dist/main.js' }) },
      {},
      'dist/main.js',
    ],
    [
      'an entry point in no folder is missing',
      'broken-package',
      { ...sound, 'package.json': manifest({ main: 'gone.js' }) },
      {},
      'gone.js',
    ],
    [
      'no export was built',
      'stale-build',
      { 'package.json': manifest({ main: undefined, exports: './dist/index.js' }) },
      {},
      '"./dist/index.js" is not built.',
    ],
    [
      '"files" leaves the build out',
      'broken-package',
      { 'package.json': manifest() },
      sound,
      'dist/index.js',
    ],
    [
      'Git LFS fetched nothing',
      'broken-package',
      { ...sound, 'data.wasm': pointer, 'fixtures.txt': `Such as:\n${pointer}` },
      sound,
      '"data.wasm" is not there',
    ],
    [
      'what is packed was built at another version',
      'stale-build',
      { ...sound, 'package.json': manifest({ version: '0.9.0' }) },
      sound,
      'package.json in it is that of "a@0.9.0"',
    ],
    [
      'what is packed is another package',
      'stale-build',
      { ...sound, 'package.json': manifest({ name: 'b' }) },
      sound,
      'package.json in it is that of "b@1.0.0"',
    ],
    ['nothing was built', 'stale-build', { 'package.json': manifest() }, {}, 'not built'],
    [
      'the build is of another version',
      'stale-build',
      { ...sound, [STAMP]: stampOf('0.9.0.7') },
      sound,
      '0.9.0',
    ],
    [
      'the output was changed since',
      'broken-package',
      { ...sound, 'dist/index.js': 'steal();' },
      sound,
      '"dist/index.js" is not the file that was built.',
    ],
    [
      'a source map was changed since',
      'broken-package',
      { ...sound, 'dist/index.js.map': '{"other":1}', [FILES]: filesOf('{}', 'index.js.map') },
      sound,
      'dist/index.js.map',
    ],
    [
      'a file of the output is left out',
      'broken-package',
      { ...sound, [FILES]: filesOf('', 'more.js') },
      sound,
      '"dist/more.js" was built and is not in the tarball.',
    ],
    [
      'digests are forged',
      'broken-package',
      { ...sound, [FILES]: '{"files":7}' },
      sound,
      'files.json" cannot be read.',
    ],
    [
      'the records are left out that stand beside package.json',
      'broken-package',
      { 'package.json': manifest({ main: 'index.js' }), 'index.js': 'run();' },
      { '.verstamp/stamp.json': stampOf('1.0.0.7') },
      '".verstamp/stamp.json"',
    ],
    [
      'the records are left out of a folder three levels down',
      'broken-package',
      { 'package.json': manifest({ main: 'a/b/c/index.js' }), 'a/b/c/index.js': 'run();' },
      { 'a/b/c/.verstamp/stamp.json': stampOf('1.0.0.7') },
      '"a/b/c/.verstamp/stamp.json"',
    ],
    ['the records are left out', 'broken-package', without(STAMP, FILES), sound, 'stamp.json'],
  ])('refuses where %s: %s', async (_, verdict, ...[packed, onDisk, named]) => {
    const found = await check(packed, { onDisk });
    expect(found?.verdict).toBe(verdict);
    expect(found?.reasons.join(' ')).toContain(named);
  });
});
