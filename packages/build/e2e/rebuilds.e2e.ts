import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import * as rolldown from 'rolldown';
import * as rollup from 'rollup';
import * as vite from 'vite';
import * as vite7 from 'vite7';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type webpack from 'webpack';
import esbuildPlugin from '../src/esbuild.ts';
import rolldownPlugin from '../src/rolldown.ts';
import rollupPlugin from '../src/rollup.ts';
import vitePlugin from '../src/vite.ts';
import { compilers, type Compiling } from './bundlers/compiler.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { listen, look, rebuild, watchCompiler, type Events, type Left, type Watch } from './watching.ts';

const READ = "import { version } from 'virtual:verstamp'; console.log(version);";

const PACKAGE = { name: 'shop', version: '1.4.3' } as const;

let root: string;
let folder: string;
beforeEach(() => {
  root = makeFolder();
  folder = join(root, 'dist');
  write('package.json', '{ "name": "shop", "version": "1.4.3", "type": "module" }');
  for (const name of ['one', 'other']) write(`${name}.js`, READ);
  write('lazy.js', 'export const lazy = true;');
});

function write(name: string, text: string): void {
  writeFileSync(join(root, name), text);
}

/** Changes a module, and no other. */
const change =
  (name: string, text = READ) =>
  (): void =>
    write(name, `${text} console.log(${Math.random()});`);

const twice = [change('one.js'), change('one.js')];

/** Expects of each build that all of its files have one stamp, and another than those before. */
function expectNew(left: readonly Left[]): void {
  for (const { problem, version, stamps } of left)
    expect({ problem, stamps }).toEqual({ problem: undefined, stamps: [version] });
  expect(new Set(left.map(({ version }) => version)).size).toBe(left.length);
}

/** Changes a module, and raises the version. */
function raise(): void {
  write('package.json', '{ "name": "shop", "version": "1.4.4", "type": "module" }');
  change('one.js')();
}

/** Changes a module, and takes the version away. */
function lose(): void {
  write('package.json', '{ "name": "shop", "type": "module" }');
  change('one.js')();
}

/** Changes a module, and leaves half a package.json. */
function spoil(): void {
  write('package.json', '{');
  change('one.js')();
}

async function expectRaised(watch: Watch): Promise<void> {
  const left = await rebuild(watch, { root, folder, changes: [raise] });
  expectNew(left);
  expect(left[1]?.version).toMatch(/^1\.4\.4\.\d/);
}

type Configure = (compiling: Compiling) => webpack.Configuration;

const cases: readonly (readonly [string, Configure])[] = [
  ['a program', () => ({ target: 'node22' })],
  [
    'the file that holds the stamp',
    () => ({ target: 'node22', output: { chunkFilename: '[contenthash].js' } }),
  ],
  [
    'a page',
    ({ page }) => ({
      target: 'web',
      output: { filename: '[name].[contenthash].js', publicPath: '/', clean: true },
      plugins: ['one', 'other'].map((name) =>
        page({ filename: `${name}.html`, chunks: [name] }),
      ) as webpack.WebpackPluginInstance[],
    }),
  ],
  [
    'an entry that announces the stamp',
    () => ({ target: 'web', output: { chunkFilename: '[contenthash].js', publicPath: '/' } }),
  ],
];

describe.each(compilers)('a watch by $name', (compiling) => {
  const configure = ({ output, plugins = [], ...given }: webpack.Configuration): webpack.Configuration => ({
    mode: 'development',
    devtool: false,
    context: root,
    entry: { one: './one.js', other: './other.js' },
    ...given,
    output: { path: folder, ...output },
    plugins: [compiling.plugin({}), ...plugins] as webpack.WebpackPluginInstance[],
  });
  const watch =
    (given: webpack.Configuration): Watch =>
    async ({ onBuilt }) =>
      watchCompiler(compiling.bundle, configure(given), onBuilt);

  it.each(cases)('stamps %s anew that did not change', async (_, given) => {
    write('other.js', `${READ} import('./lazy.js');`);
    const changes = [...twice, change('lazy.js', 'export const lazy = true;')];
    const left = await rebuild(watch(given(compiling)), { root, folder, changes });
    expectNew(left);
    expect(left.map(({ stamped }) => stamped)).toEqual(left.map(() => left[0]?.stamped));
  });

  it('brings a running program modules that read the stamp', async () => {
    write('one.js', 'console.log(1);');
    const plugins = [new compiling.bundle.HotModuleReplacementPlugin()];
    const left = await rebuild(watch({ target: 'node22', plugins }), {
      root,
      folder,
      changes: [change('one.js')],
    });
    expectNew(left);
    expect(left[1]?.files).toContainEqual(expect.stringMatching(/^one\..*hot-update\.js$/));
  });

  it('takes the version that stands in package.json by then', async () => {
    await expectRaised(watch({ target: 'node22' }));
  });

  it('goes on once package.json can be read again', async () => {
    const left = await rebuild(watch({ target: 'node22' }), { root, folder, changes: [spoil, raise] });
    expect(left.map(({ problem }) => problem)).toEqual([undefined, expect.anything(), undefined]);
    expect(left[2]?.version).toMatch(/^1\.4\.4\.\d/);
  });

  it('warns of a stamp that no page carries as long as one is read', async () => {
    const warned: boolean[] = [];
    const listening = {
      apply: ({ hooks }: webpack.Compiler) =>
        hooks.done.tap('listen', (stats) => void warned.push(stats.hasWarnings())),
    };
    const output = { filename: '[name].[contenthash].js' };
    const given = { target: 'web', entry: './one.js', output, plugins: [listening] };
    const changes = [change('one.js', ''), change('one.js')];
    await rebuild(watch(given), { root, folder, changes });
    expect(warned).toEqual([true, false, true]);
  });

  it('goes on once a stamp stands in no hashed file any more', async () => {
    const output = { filename: '[name].[contenthash].js', publicPath: '/' };
    const changes = [change('one.js', READ.replace(':verstamp', ':verstamp/static')), change('one.js')];
    const left = await rebuild(watch({ target: 'web', output }), { root, folder, changes });
    expect(left.map(({ problem }) => problem)).toEqual([
      undefined,
      expect.stringContaining('whose name is a hash'),
      undefined,
    ]);
    expect(left[1]).toMatchObject({ version: left[0]?.version, files: left[0]?.files });
    expect(left[2]?.version).not.toBe(left[0]?.version);
  });
});

type ViteBuild = (config: vite.InlineConfig) => Promise<unknown>;

describe.each<[string, ViteBuild]>([
  ['vite 8', vite.build],
  ['vite 7', vite7.build as unknown as ViteBuild],
])('a watch by %s', (_, build) => {
  const watch =
    ({ build: given, ...config }: vite.InlineConfig): Watch =>
    async ({ onBuilt }) => {
      const watcher = await build({
        root,
        configFile: false,
        logLevel: 'silent',
        plugins: [vitePlugin()],
        ...config,
        build: { outDir: folder, watch: {}, ...given },
      });
      return listen(watcher as Events, onBuilt);
    };

  it('gives all formats of a library one stamp, and one record', async () => {
    const lib: vite.LibraryOptions = { entry: 'one.js', formats: ['es', 'cjs'], fileName: 'library' };
    const left = await rebuild(watch({ build: { lib } }), { root, folder, changes: twice });
    expectNew(left);
    for (const { files, listed } of left) expect(listed).toEqual(files);
  });

  it('builds no format with an old stamp while package.json lacks a version', async () => {
    const lib: vite.LibraryOptions = { entry: 'one.js', formats: ['es', 'cjs'], fileName: 'library' };
    const left = await rebuild(watch({ build: { lib } }), { root, folder, changes: [lose, raise] });
    expect(String(left[1]?.problem)).toContain('Cannot stamp by');
    expect(left[1]?.files.filter((file) => !left[0]?.files.includes(file))).toEqual([]);
    expect([[], left[0]?.stamps]).toContainEqual(left[1]?.stamps);
    expect(left[2]?.version).toMatch(/^1\.4\.4\.\d/);
  });

  it('stamps workers anew that did not change', async () => {
    const start = `new Worker(new URL('./other.js', import.meta.url)); import Other from './other.js?worker&inline'; new Other();`;
    write('other.js', READ.replace(':verstamp', ':verstamp/static'));
    write('one.js', start);
    write('index.html', '<!doctype html><script type="module" src="/one.js"></script>');
    const output = { entryFileNames: '[name].js' };
    const config = { worker: { rollupOptions: { output } }, build: { rollupOptions: { output } } };
    const raiseBoth = () => {
      raise();
      change('one.js', start)();
    };
    const changes = [change('one.js', start), raiseBoth, change('one.js', start)];
    const left = await rebuild(watch(config), { root, folder, changes });
    expectNew(left);
    expect(left[3]?.version).toMatch(/^1\.4\.4\.\d/);
    expect(left[3]?.files).toEqual(['index.html', 'index.js', 'other.js', 'version.json']);
  });

  it('takes the version that stands in package.json by then', async () => {
    await expectRaised(watch({ build: { ssr: 'one.js' } }));
  });
});

it.each<[string, (input: object) => Events]>([
  ['rollup', (input) => rollup.watch({ ...input, plugins: [rollupPlugin()] })],
  ['rolldown', (input) => rolldown.watch({ ...input, plugins: [rolldownPlugin()] })],
])('takes the version that stands in package.json by then, %s', async (_, watch) => {
  const input = { input: join(root, 'one.js'), output: { dir: folder } };
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue(root);
  await expectRaised(async ({ onBuilt }) => listen(watch(input), onBuilt));
  cwd.mockRestore();
});

it('takes the version that stands in package.json by then, esbuild', async () => {
  const given = { absWorkingDir: root, entryPoints: ['one.js'], outdir: 'dist', bundle: true };
  const context = await esbuild.context({ ...given, platform: 'node', plugins: [esbuildPlugin()] });
  await context.rebuild();
  raise();
  await context.rebuild();
  await context.dispose();
  const { version, stamps } = look(folder);
  expect(version).toMatch(/^1\.4\.4\.\d/);
  expect(stamps).toEqual([version]);
});

const SHARING = `import './shared.js'; ${READ}`;

/** Watches two outputs of one package, each of one module, in folders of their own. */
type WatchBoth = (onBuilt: () => void) => () => unknown;

const outputs = ['one', 'other'] as const;

const configureBoth = <Plugin>(plugin: (options: typeof PACKAGE) => Plugin) =>
  outputs.map((each) => ({
    input: join(root, `${each}.js`),
    plugins: [plugin(PACKAGE)],
    output: { dir: join(folder, each) },
  }));

const both: readonly (readonly [string, WatchBoth])[] = [
  ...compilers.map(({ name, bundle, plugin }): readonly [string, WatchBoth] => {
    const configurations = (): webpack.Configuration[] =>
      outputs.map((each) => ({
        mode: 'production',
        context: root,
        entry: `./${each}.js`,
        target: 'node22',
        output: { path: join(folder, each) },
        plugins: [plugin({})] as webpack.WebpackPluginInstance[],
      }));
    return [name, (onBuilt) => watchCompiler(bundle, configurations(), onBuilt)];
  }),
  ['rollup', (onBuilt) => listen(rollup.watch(configureBoth(rollupPlugin)), onBuilt)],
  ['rolldown', (onBuilt) => listen(rolldown.watch(configureBoth(rolldownPlugin)), onBuilt)],
];

// On a busy machine a bundler may tell one output of a change long after the other.
it.for(both)(
  'gives two outputs one stamp only where one change is built, %s',
  { retry: 3 },
  async ([, watch]) => {
    const versions: string[][] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    for (const name of ['shared', ...outputs]) change(`${name}.js`, name === 'shared' ? '' : SHARING)();
    // What was written just before a watch begins may be taken for changed since. Not 0, which webpack takes for no time.
    for (const name of [...readdirSync(root), '.']) utimesSync(join(root, name), 1, 1);
    const changes = [change('one.js', SHARING), change('other.js', SHARING), change('shared.js', '')];
    const close = watch(() => {
      versions.push(outputs.map((each) => look(join(folder, each)).version ?? ''));
      const next = changes[versions.length - 1];
      if (next) next();
      else resolve();
    });
    await promise;
    await close();
    const [first = [], second = [], third = [], fourth = []] = versions;
    expect(first[1]).toBe(first[0]);
    expect(second[1]).toBe(first[1]);
    expect(third[0]).toBe(second[0]);
    expect(fourth[1]).toBe(fourth[0]);
    // The first build, and one for each change.
    expect(new Set(versions.flat()).size).toBe(4);
  },
);
