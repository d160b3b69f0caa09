import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { beforeEach, expect, it } from 'vitest';
import plugin from '../src/esbuild.ts';
import { readFilesRecord } from '../src/output/read-record.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

let root: string;
beforeEach(() => {
  root = makeFolder();
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'package.json'), '{ "name": "shop", "version": "1.4.3" }');
});

const build = async (code: string, given: esbuild.BuildOptions): Promise<void> => {
  writeFileSync(join(root, 'src/main.cjs'), code);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { main: 'src/main.cjs' },
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    logLevel: 'silent',
    plugins: [plugin({ revision: 9 })],
    ...given,
  });
};

const start = (file: string): string =>
  execFileSync(process.execPath, [join(root, 'dist', file)], { cwd: '/', encoding: 'utf8' }).trim();

const REQUIRE = "console.log(require('virtual:verstamp').version);";
const IMPORT = "import('virtual:verstamp').then(({ version }) => console.log(version));";

it.each<[string, string, 'esm' | 'cjs']>([
  ['require() in an ES module', REQUIRE, 'esm'],
  ['require() in CommonJS', REQUIRE, 'cjs'],
  ['import() in an ES module', IMPORT, 'esm'],
  ['import() in CommonJS', IMPORT, 'cjs'],
])('reaches the file that holds the stamp by %s', async (_, code, format) => {
  const outExtension = { '.js': format === 'esm' ? '.mjs' : '.cjs' };
  await build(code, { format, outExtension, entryNames: '[name]-[hash]' });
  const file = readFilesRecord(join(root, 'dist'))?.files.find(({ path }) => path.startsWith('main-'));
  expect(start(file?.path ?? '')).toBe('1.4.3.9');
});

it('records each file where the working folder is a link', async () => {
  const link = join(makeFolder(), 'link');
  symlinkSync(root, link);
  await build(REQUIRE, { absWorkingDir: link, outdir: join(link, 'dist') });
  const files = readFilesRecord(join(root, 'dist'))?.files.map(({ path }) => path);
  expect(files).toEqual(['main.js', 'version.json']);
});

it('looks for the package from the working folder as it is given, though that is a link', async () => {
  const app = makeFolder();
  symlinkSync(app, join(root, 'web'));
  await build(REQUIRE, {
    absWorkingDir: join(root, 'web'),
    entryPoints: { main: join(root, 'src/main.cjs') },
  });
  const files = readFilesRecord(join(app, 'dist'))?.files.map(({ path }) => path);
  expect(files).toEqual(['main.js', 'version.json']);
});

it('builds in a working folder that is not there yet', async () => {
  const stdin = { contents: REQUIRE, resolveDir: root };
  await build('', { absWorkingDir: join(root, 'gone'), entryPoints: [], stdin });
  const files = readFilesRecord(join(root, 'gone/dist'))?.files.map(({ path }) => path);
  expect(files).toEqual(['stdin.js', 'version.json']);
});

it('writes its files beside those of esbuild, though another plugin puts some into the result', async () => {
  const other: esbuild.Plugin = {
    name: 'other',
    setup(others) {
      others.onEnd((result) => {
        result.outputFiles ??= [];
      });
    },
  };
  await build(REQUIRE, { entryNames: '[name]-[hash]', plugins: [other, plugin({ revision: 9 })] });
  const file = readFilesRecord(join(root, 'dist'))?.files.find(({ path }) => path.startsWith('main-'));
  expect(start(file?.path ?? '')).toBe('1.4.3.9');
});
