import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { rspack } from '@rspack/core';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type webpack from 'webpack';
import type { VerstampOptions } from '../src/options.ts';
import { readFilesRecord, readStampRecord } from '../src/output/read-record.ts';
import { server } from './bundlers/index.ts';
import { compilers } from './bundlers/compiler.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const PROGRAM = "import { version } from 'virtual:verstamp'; console.log(version);";

let root: string;
let folder: string;
beforeEach(() => {
  root = makeFolder();
  folder = join(root, 'dist');
  cpSync(server, root, { recursive: true });
});

describe.each(compilers)('$name', ({ name, compile, plugin, page }) => {
  const configure = (
    { output, plugins = [], ...given }: webpack.Configuration,
    options?: VerstampOptions,
  ): webpack.Configuration => ({
    mode: 'production',
    target: 'node22',
    context: root,
    ...given,
    output: { path: folder, ...output },
    plugins: [plugin({ revision: 9, ...options }), ...plugins] as webpack.WebpackPluginInstance[],
  });

  const onDisk = () => {
    const directory = join(root, 'cache');
    const cache =
      name === 'webpack'
        ? { type: 'filesystem', cacheDirectory: directory }
        : { type: 'persistent', storage: { type: 'filesystem', directory } };
    return { cache } as webpack.Configuration;
  };

  const failure = async (configuration: webpack.Configuration) =>
    compile(configuration).catch((problem: unknown) => String(problem));

  it('stamps a new version although a cache on the disk holds the one before', async () => {
    const entry = write(PROGRAM);
    const versions: string[] = [];
    for (const version of ['2.0.0', '2.0.1']) {
      writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'server', version }));
      expect(await compile(configure({ entry, ...onDisk() }))).toBe('');
      versions.push(start('main.js'));
    }
    expect(versions).toEqual(['2.0.0.9', '2.0.1.9']);
  });

  it('refuses a stamp in a hashed file again although a cache on the disk holds its code', async () => {
    const entry = write(PROGRAM.replace(':verstamp', ':verstamp/static'));
    for (let round = 0; round < 2; round++) {
      const output = { filename: '[name].[contenthash].js' };
      const problem = await failure(configure({ entry, target: 'web', output, ...onDisk() }));
      expect(problem).toContain('whose name is a hash');
      expect(existsSync(folder)).toBe(false);
    }
  });

  it.each(['program', 'program.user'])('stamps a script whatever its name: %s', async (filename) => {
    const entry = write(PROGRAM);
    const digests: string[] = [];
    for (const revision of [9, 10]) {
      expect(await compile(configure({ entry, output: { filename } }, { revision }))).toBe('');
      expect(start(filename)).toBe(`2.0.0.${revision}-rc.1`);
      digests.push(readFileSync(join(folder, '.verstamp/files.json'), 'utf8'));
    }
    expect(digests[1]).toBe(digests[0]);
  });

  it('says so where what was to be the stamp comes from somewhere else', async () => {
    const entry = write("console.log('verstamp!server!1.9.0!....');");
    expect(await failure(configure({ entry }))).toContain('holds the place of a stamp');
    expect(existsSync(folder)).toBe(false);
  });

  it('starts a library for pages at once though its chunks have hashed names', async () => {
    const entry = write(
      `export { version } from 'virtual:verstamp'; export const load = () => import('./lazy.js');`,
    );
    const output = { ...SPLIT, library: { name: 'Library', type: 'umd' }, globalObject: 'globalThis' };
    expect(await compile(configure({ entry, target: 'web', output }))).toBe('');
    const library: Record<string, unknown> = {};
    runInNewContext(readFileSync(join(folder, 'main.js'), 'utf8'), library);
    expect(library['Library']).toMatchObject({ version: '2.0.0.9-rc.1' });
    expect(stamped()).toEqual(['main.js', 'version.json']);
  });

  it('starts a service worker at once though its chunks have hashed names', async () => {
    const entry = write(
      `${PROGRAM.replace(':verstamp', ':verstamp/static')} import('./lazy.js').catch(() => {});`,
    );
    expect(await compile(configure({ entry, target: 'webworker', output: SPLIT }))).toBe('');
    const versions: string[] = [];
    const scope = { self: {}, importScripts: () => undefined };
    const console = { log: (version: string) => versions.push(version) };
    runInNewContext(readFileSync(join(folder, 'main.js'), 'utf8'), { ...scope, console });
    expect(versions).toEqual(['2.0.0.9-rc.1']);
  });

  it('keeps the stamp out of the hashed chunks of a library that does not need it itself', async () => {
    const entry = write(`export const load = () => import('./lazy.js');`);
    const output = { ...SPLIT, library: { name: 'Library', type: 'umd' } };
    expect(await compile(configure({ entry, target: 'web', output }))).toBe('');
    expect(stamped()).toEqual(['version.json', 'verstamp.js']);
  });

  it.each([
    ['announces the stamp in an entry of fixed name', PROGRAM, SPLIT, 0],
    ['leaves one alone that starts nothing which reads it', "import('./lazy.js');", SPLIT, 0],
    ['warns where names are hashes and no page is written', PROGRAM, HASHED, 1],
  ])('%s', async (_, code, output, expected) => {
    writeFileSync(join(root, 'src/lazy.js'), 'export const lazy = true;');
    const warnings: unknown[] = [];
    const listen = {
      apply: ({ hooks }: webpack.Compiler) =>
        hooks.done.tap('listen', ({ compilation }) => void warnings.push(...compilation.warnings)),
    };
    expect(await compile(configure({ entry: write(code), target: 'web', output, plugins: [listen] }))).toBe(
      '',
    );
    expect(warnings).toHaveLength(expected);
    const isAnnounced = code === PROGRAM && expected === 0;
    expect(stamped()).toEqual([...(isAnnounced ? ['main.js'] : []), 'version.json']);
  });

  it('leaves HTML alone that is no page', async () => {
    writeFileSync(join(root, 'src/hashed.html'), '<!doctype html><title>Frame</title>');
    writeFileSync(join(root, 'src/fragment.html'), '<header>Shop</header>');
    const names = { filename: '[name].[contenthash].js', publicPath: '/' };
    const rules = [
      { test: /hashed\.html$/, type: 'asset/resource', generator: { filename: '[name].[contenthash][ext]' } },
      { test: /fragment\.html$/, type: 'asset/resource', generator: { filename: '[name][ext]' } },
    ];
    const entry = write(`import './hashed.html'; import './fragment.html'; ${PROGRAM}`);
    const plugins = [page({ filename: 'index.html', chunks: ['main'] })] as webpack.WebpackPluginInstance[];
    const problem = await compile(
      configure({ entry, target: 'web', output: names, module: { rules }, plugins }),
    );
    expect(problem).toBe('');
    expect(stamped()).toEqual(['index.html', 'version.json']);
    const hashed = readdirSync(folder).find((file) => file.startsWith('hashed.')) ?? '';
    expect(readFileSync(join(folder, hashed), 'utf8')).toBe('<!doctype html><title>Frame</title>');
  });

  it('records each file where it was written, whatever its name leads through', async () => {
    const output = { filename: './js//[name].js', publicPath: 'auto' };
    const plugins = ['./index.html', '../views/index.html', '../dist/late.html'].map((filename) =>
      page({ filename, chunks: ['main'] }),
    ) as webpack.WebpackPluginInstance[];
    expect(await compile(configure({ entry: write(PROGRAM), target: 'web', output, plugins }))).toBe('');
    const paths = ['index.html', 'js/main.js', 'late.html', 'version.json'];
    expect(readFilesRecord(folder)?.files.map((file) => file.path)).toEqual(paths);
    expect(stamped()).toEqual(['index.html', 'js/main.js', 'late.html', 'version.json']);
    expect(readFileSync(join(root, 'views/index.html'), 'utf8')).toContain('="../dist/version.json"');
    expect(readFileSync(join(folder, 'late.html'), 'utf8')).toContain('="version.json"');
  });

  it('keeps the stamp out of a file in whose name a function has put a hash', async () => {
    const output = { filename: nameByHash, publicPath: '/' };
    expect(await compile(configure({ entry: write(PROGRAM), target: 'web', output }))).toBe('');
    expect(stamped()).toEqual(['version.json']);
  });

  it('adds the version document behind lists for a cache, and before files are packed', async () => {
    const seen: Record<string, readonly string[]> = {};
    const look = ({ webpack: { Compilation }, hooks }: webpack.Compiler) =>
      hooks.thisCompilation.tap('look', (compilation) => {
        const packing = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER;
        for (const [who, stage] of Object.entries({ workbox: packing - 10, gzip: packing })) {
          compilation.hooks.processAssets.tap({ name: who, stage }, (assets) => {
            seen[who] = Object.keys(assets);
          });
        }
      });
    expect(await compile(configure({ entry: write(PROGRAM), plugins: [{ apply: look }] }))).toBe('');
    expect(seen).toEqual({ workbox: ['main.js'], gzip: ['main.js', 'version.json'] });
  });

  it.each([
    ['a build though a dev server was loaded', 'true', {}, 1],
    ['a watch though a dev server was loaded', 'true', { watch: true }, 1],
    ['no dev server, though it writes to the disk', undefined, { watch: true, plugins: [serve] }, 0],
    ['no Storybook', undefined, { entry: ['./src/program.js', './src/storybook-config-entry.js'] }, 0],
  ])('issues a revision to %s', async (_, loaded, given, count) => {
    vi.stubEnv('WEBPACK_SERVE', loaded);
    onTestFinished(() => void vi.unstubAllEnvs());
    let issued = 0;
    const revision = { source: 'test', next: async () => (issued += 1) };
    writeFileSync(join(root, 'src/storybook-config-entry.js'), '');
    expect(await compile(configure({ entry: write(PROGRAM), ...given }, { revision }))).toBe('');
    expect(issued).toBe(count);
    expect(existsSync(join(folder, '.verstamp'))).toBe(count > 0);
    expect(start('main.js')).toBe(count > 0 ? '2.0.0.1-rc.1' : '2.0.0.0-rc.1');
  });

  it('puts the stamp beside a library whose own name is a hash, for its page to load', async () => {
    const output = {
      ...SPLIT,
      filename: '[name].[contenthash].js',
      library: { name: 'Library', type: 'umd' },
    };
    expect(await compile(configure({ entry: write(PROGRAM), target: 'web', output }))).toBe('');
    expect(stamped()).toEqual(['version.json', 'verstamp.js']);
  });

  it('ends the file that holds the stamp as chunks do where the names of entries are computed', async () => {
    const output = { filename: nameByHash, chunkFilename: '[name].[contenthash].cjs' };
    expect(await compile(configure({ entry: write(PROGRAM), output }))).toBe('');
    expect(stamped()).toEqual(['version.json', 'verstamp.cjs']);
  });

  // Rspack does not say of a map that its name holds a hash.
  it.runIf(name === 'webpack')('refuses a stamp in a source map whose own name is a hash', async () => {
    const output = { filename: '[name].js', sourceMapFilename: '[name].[contenthash].map' };
    const problem = await failure(configure({ entry: write(PROGRAM), devtool: 'source-map', output }));
    expect(problem).toContain('whose name is a hash');
  });

  it('refuses a worker whose own name is a hash', async () => {
    const output = { ...SPLIT, filename: '[name].[contenthash].js' };
    expect(await failure(configure({ entry: write(PROGRAM), target: 'webworker', output }))).toContain(
      'whose name is a hash',
    );
  });
});

const entry = './src/program.js';
const siblings: readonly (readonly [string, readonly webpack.Configuration[]])[] = [
  ['entry', [{ entry: { app: entry } }, { entry: { other: entry } }]],
  [
    'file name that is computed',
    [
      { entry, output: { filename: () => 'app.js' } },
      { entry, output: { filename: () => 'other.js' } },
    ],
  ],
  ['target', ['es2017', 'es2022'].map((target) => ({ entry, target: ['node', target] }))],
];

describe.each(compilers)('configurations in one run, $name', ({ compile, plugin }) => {
  it.each(siblings)(
    'share a stamp where they differ by %s, until they are built again',
    async (_, different) => {
      write(PROGRAM);
      let issued = 0;
      const revision = { source: 'test', next: async () => (issued += 1) };
      const configurations = different.map(({ output, ...given }): webpack.Configuration => ({
        mode: 'production',
        context: root,
        target: 'node22',
        ...given,
        output: { path: folder, ...output },
        plugins: [plugin({ revision })] as webpack.WebpackPluginInstance[],
      }));
      for (const round of [1, 2]) {
        expect(await compile(configurations)).toBe('');
        expect(issued).toBe(round);
      }
    },
  );
});

it('fills the stamp in before rspack says by subresource integrity what a page may start', async () => {
  const { compile, plugin, page } = compilers.find(({ name }) => name === 'rspack') ?? expect.unreachable();
  const digests: string[] = [];
  for (const revision of [9, 10]) {
    const plugins = [
      plugin({ revision }),
      page({ filename: 'index.html', chunks: ['main'] }),
      new rspack.SubresourceIntegrityPlugin(),
    ];
    const problem = await compile({
      mode: 'production',
      context: root,
      entry: write(PROGRAM),
      target: 'web',
      output: { path: folder, filename: '[name].js', publicPath: '/', crossOriginLoading: 'anonymous' },
      plugins: plugins as webpack.WebpackPluginInstance[],
    });
    expect(problem).toBe('');
    const script = readFileSync(join(folder, 'main.js'));
    expect(script.toString()).toContain(`server@2.0.0.${revision}-rc.1;`);
    const integrity = `integrity="sha384-${hash('sha384', script, 'base64')}"`;
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain(integrity);
    digests.push(readFileSync(join(folder, '.verstamp/files.json'), 'utf8'));
  }
  expect(digests[1]).toBe(digests[0]);
});

const HASHED = { filename: '[name].[contenthash].js', publicPath: '/' };
const SPLIT = { filename: '[name].js', chunkFilename: '[name].[contenthash].js', publicPath: '/' };

function nameByHash({ chunk }: webpack.PathData): string {
  return `${chunk?.name}.${String(Object.values(chunk?.contentHash ?? {})[0]).slice(0, 8)}.js`;
}

/** Listens as dev servers do. */
const serve = {
  apply: ({ hooks }: webpack.Compiler) => hooks.invalid.tap('webpack-dev-server', () => undefined),
};

/** The files that the record says to be stamped. */
function stamped(): readonly string[] {
  return [...new Set(readStampRecord(folder)?.stamps.map(({ file }) => file))].toSorted();
}

/** Writes a program's source, and gives it as an entry. */
function write(code: string): string {
  writeFileSync(join(root, 'src/program.js'), code);
  return './src/program.js';
}

/** Starts a program of the output folder, and gives what it says. */
function start(file: string): string {
  const input = readFileSync(join(folder, file));
  return execFileSync(process.execPath, ['--input-type=commonjs'], { input, encoding: 'utf8' }).trim();
}
