import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { describe, expect, it } from 'vitest';
import type webpack from 'webpack';
import esbuildPlugin from '../src/esbuild.ts';
import { compilers } from './bundlers/compiler.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

/** What is built under a base into a folder, from the file `main.js` in it. */
type Build = (folder: string, publicPath: string) => Promise<unknown>;

const OPTIONS = { name: 'server', version: '1.0.0', revision: 9 };

const buildWithEsbuild: Build = async (folder, publicPath) =>
  esbuild.build({
    absWorkingDir: folder,
    entryPoints: ['main.js'],
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    publicPath,
    plugins: [esbuildPlugin(OPTIONS)],
  });

const bundlers: readonly (readonly [string, Build])[] = [
  ['esbuild', buildWithEsbuild],
  ...compilers.map(({ name, compile, plugin }) => {
    const build: Build = async (folder, publicPath) =>
      compile({
        mode: 'production',
        context: folder,
        entry: './main.js',
        target: 'node22',
        output: { path: join(folder, 'dist'), publicPath },
        plugins: [plugin(OPTIONS)] as webpack.WebpackPluginInstance[],
      });
    return [name, build] as const;
  }),
];

const start = async (build: Build, base: string): Promise<string> => {
  const folder = makeFolder();
  writeFileSync(
    join(folder, 'main.js'),
    `import { documentUrl } from 'virtual:verstamp'; console.log(documentUrl);`,
  );
  await build(folder, base);
  return execFileSync(process.execPath, [join(folder, 'dist/main.js')], { encoding: 'utf8' }).trim();
};

describe.each(bundlers)('%s', (_, build) => {
  it.each([
    ['/', '/version.json'],
    ['/app/', '/app/version.json'],
    ['https://cdn.example/app/', 'https://cdn.example/app/version.json'],
    ['./', '/version.json'],
  ])('finds the version document under the base %s', async (base, address) => {
    expect(await start(build, base)).toBe(address);
  });
});

it('ends a base as esbuild does, which puts a slash behind it', async () => {
  expect(await start(buildWithEsbuild, '/app')).toBe('/app/version.json');
});
