import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rspack } from '@rspack/core';
import * as esbuild from 'esbuild';
import * as rolldown from 'rolldown';
import * as rollup from 'rollup';
import * as vite from 'vite';
import * as vite7 from 'vite7';
import { describe, expect, it } from 'vitest';
import webpack from 'webpack';
import esbuildPlugin from '../src/esbuild.ts';
import { readStampRecord } from '../src/output/read-record.ts';
import rolldownPlugin from '../src/rolldown.ts';
import rollupPlugin from '../src/rollup.ts';
import rspackPlugin from '../src/rspack.ts';
import vitePlugin from '../src/vite.ts';
import webpackPlugin from '../src/webpack.ts';
import { server } from './bundlers/index.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { listen, watchCompiler, type Events, type Watch } from './watching.ts';

type ViteBuild = (config: vite.InlineConfig) => Promise<unknown>;

const watchVite =
  (build: ViteBuild): Watch =>
  async ({ root, folder, onBuilt }) => {
    const common: vite.InlineConfig = {
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [vitePlugin()],
    };
    const watcher = await build({ ...common, build: { outDir: folder, ssr: 'src/main.js', watch: {} } });
    return listen(watcher as Events, onBuilt);
  };

const watchEsbuild: Watch = async ({ root, folder, onBuilt }) => {
  const ending: esbuild.Plugin = { name: 'ending', setup: (build) => build.onEnd(() => onBuilt()) };
  const context = await esbuild.context({
    absWorkingDir: root,
    entryPoints: ['src/main.js'],
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    plugins: [esbuildPlugin(), ending],
  });
  await context.watch();
  return () => context.dispose();
};

const watchRollup: Watch = async ({ root, folder, onBuilt }) => {
  const before = process.cwd();
  process.chdir(root);
  const output = { dir: folder, format: 'es' } as const;
  const watcher = rollup.watch({ input: 'src/main.js', plugins: [rollupPlugin()], output });
  const close = listen(watcher, onBuilt);
  return async () => {
    await close();
    process.chdir(before);
  };
};

const watchRolldown: Watch = async ({ root, folder, onBuilt }) => {
  const output = { dir: folder, format: 'es' } as const;
  const options = { cwd: root, input: 'src/main.js', plugins: [rolldownPlugin()], output };
  return listen(rolldown.watch(options), onBuilt);
};

const watchWith =
  (bundle: typeof webpack, plugin: object): Watch =>
  async ({ root, folder, onBuilt }) =>
    watchCompiler(
      bundle,
      {
        mode: 'production',
        target: 'node22',
        context: root,
        entry: './src/main.js',
        output: { path: folder },
        plugins: [plugin] as webpack.WebpackPluginInstance[],
      },
      onBuilt,
    );

describe.each<[string, Watch]>([
  ['vite 8', watchVite(vite.build)],
  ['vite 7', watchVite(vite7.build as unknown as ViteBuild)],
  ['esbuild', watchEsbuild],
  ['rollup', watchRollup],
  ['rolldown', watchRolldown],
  ['webpack', watchWith(webpack, webpackPlugin())],
  ['rspack', watchWith(rspack as unknown as typeof webpack, rspackPlugin())],
])('a watch by %s', (_, watch) => {
  it('gives each rebuild a new stamp', async () => {
    const root = makeFolder();
    cpSync(server, root, { recursive: true });
    const folder = join(root, 'dist');
    const main = join(root, 'src/main.js');
    const source = readFileSync(main, 'utf8');
    const versions = new Set<string>();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const close = await watch({
      root,
      folder,
      onBuilt(problem) {
        if (problem) reject(problem);
        const version = readStampRecord(folder)?.stamp.version ?? 'none';
        versions.add(version);
        if (versions.size === 3) resolve();
        else writeFileSync(main, `${source}\n// ${version}\n`);
      },
    });
    await promise;
    await close();
    expect([...versions]).not.toContain('none');
  });
});

describe.each<[string, typeof webpack, (options?: object) => object]>([
  ['webpack', webpack, webpackPlugin],
  ['rspack', rspack as unknown as typeof webpack, rspackPlugin],
])('a dev server by %s', (_, bundle, plugin) => {
  it('reports revision 0, issues none and records nothing', async () => {
    const root = makeFolder();
    cpSync(server, root, { recursive: true });
    const folder = join(root, 'dist');
    const compiler = bundle({
      mode: 'development',
      target: 'node22',
      context: root,
      entry: './src/main.js',
      output: { path: folder },
      plugins: [plugin()] as webpack.WebpackPluginInstance[],
    });
    if (!compiler) expect.unreachable('there is no compiler');
    // A dev server puts a file system of its own in the place of the disk's.
    compiler.outputFileSystem = { ...compiler.outputFileSystem } as typeof compiler.outputFileSystem;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const watching = compiler.watch({}, (problem, stats) => resolve(problem ?? stats?.hasErrors()));
    expect(await promise).toBe(false);
    await new Promise((closed) => watching?.close(closed));
    expect(readFileSync(join(folder, 'version.json'), 'utf8')).toContain('"2.0.0.0-rc.1"');
    expect(existsSync(join(folder, '.verstamp'))).toBe(false);
    expect(existsSync(join(root, '.verstamp'))).toBe(false);
  });
});

it('reports revision 0 where esbuild serves and says so, and issues none', async () => {
  const root = makeFolder();
  cpSync(server, root, { recursive: true });
  const context = await esbuild.context({
    absWorkingDir: root,
    entryPoints: ['src/main.js'],
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'esm',
    plugins: [esbuildPlugin({ revision: 0 })],
  });
  try {
    const { port } = await context.serve({ port: 0, host: '127.0.0.1', servedir: join(root, 'dist') });
    for (const file of ['main.js', 'version.json']) {
      const response = await fetch(`http://127.0.0.1:${port}/${file}`);
      expect(await response.text()).toContain('2.0.0.0-rc.1');
    }
  } finally {
    await context.dispose();
  }
  expect(existsSync(join(root, '.verstamp'))).toBe(false);
});
