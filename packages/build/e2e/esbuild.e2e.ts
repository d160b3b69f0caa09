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
