import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import * as vite7 from 'vite7';
import { describe, expect, it } from 'vitest';
import type { Compiler } from 'webpack';
import { readFilesRecord, readStampRecord } from '../src/output/read-record.ts';
import esbuildPlugin from '../src/esbuild.ts';
import plugin from '../src/vite.ts';
import { pages as compilers } from './bundlers/compiler.ts';
import { server, site } from './bundlers/bundler.ts';
import { pages as vites, servers } from './bundlers/vite.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

type Build = (config: vite.InlineConfig) => Promise<unknown>;

/** Copies a file as old as it is, and writes a precache list and a packed twin as the last thing, as plugins do. */
function writeLate(folder: string): vite.Plugin {
  return {
    name: 'write-late',
    enforce: 'post',
    writeBundle: {
      order: 'pre',
      handler() {
        cpSync(join(site, 'package.json'), join(folder, 'copied.json'), { preserveTimestamps: true });
      },
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        const page = readFileSync(join(folder, 'orders.html'));
        const revision = createHash('md5').update(page).digest('hex');
        writeFileSync(join(folder, 'sw.js'), `precache([{url:"orders.html",revision:"${revision}"}])`);
        writeFileSync(join(folder, 'orders.html.gz'), gzipSync(page));
      },
    },
  };
}

describe.each<[string, Build]>([
  ['vite 8', vite.build],
  ['vite 7', vite7.build as unknown as Build],
])('%s', (_, build) => {
  it.each(['before', 'behind'])('records what a plugin %s it wrote last', async (place) => {
    const root = makeFolder();
    const digests: string[] = [];
    for (const revision of [9, 10]) {
      const folder = join(root, String(revision));
      const [own, other] = [plugin({ revision }), writeLate(folder)];
      await build({
        root: site,
        configFile: false,
        logLevel: 'silent',
        plugins: place === 'before' ? [other, own] : [own, other],
        build: { outDir: folder, rollupOptions: { input: join(site, 'orders.html') } },
      });
      const derived = readStampRecord(folder)?.derived?.map(({ file, kind, from }) => [file, kind, from]);
      expect(derived).toEqual([
        ['orders.html.gz', 'gzip', 'orders.html'],
        ['sw.js', 'md5', 'orders.html'],
      ]);
      digests.push(readFileSync(join(folder, '.verstamp/files.json'), 'utf8'));
    }
    expect(digests[1]).toBe(digests[0]);
    expect(digests[0]).toContain('"copied.json"');
  });

  it('records what a plugin writes anew for each format, and in a folder that is kept', async () => {
    const root = makeFolder();
    cpSync(server, root, { recursive: true });
    const folder = join(root, 'dist');
    const list: vite.Plugin = {
      name: 'list',
      writeBundle({ format }, bundle) {
        writeFileSync(join(folder, 'list.txt'), [format, ...Object.keys(bundle)].join(' '));
        writeFileSync(join(folder, `list.${format}.txt`), format);
      },
    };
    const digests: string[] = [];
    for (const revision of [9, 10]) {
      await build({
        root,
        configFile: false,
        logLevel: 'silent',
        plugins: [list, plugin({ revision })],
        build: {
          emptyOutDir: false,
          lib: { entry: 'src/library.js', formats: ['es', 'cjs'], fileName: 'library' },
        },
      });
      digests.push(readFileSync(join(folder, '.verstamp/files.json'), 'utf8'));
      const { files = [] } = readFilesRecord(folder) ?? {};
      expect(files.map(({ path }) => path)).toEqual(
        expect.arrayContaining(['list.cjs.txt', 'list.es.txt', 'list.txt']),
      );
      const bytes = readFileSync(join(folder, 'list.txt'));
      expect(files.find(({ path }) => path === 'list.txt')?.sha256).toBe(
        createHash('sha256').update(bytes).digest('hex'),
      );
    }
    expect(digests[1]).toBe(digests[0]);
  });

  it.each(['writeBundle', 'closeBundle'])('records what packs two formats in %s', async (hook) => {
    const root = makeFolder();
    cpSync(server, root, { recursive: true });
    const folder = join(root, 'dist');
    const packAll = () => {
      for (const file of readdirSync(folder).filter((name) => name.endsWith('js')))
        writeFileSync(join(folder, `${file}.gz`), gzipSync(readFileSync(join(folder, file))));
    };
    const digests: string[] = [];
    for (const revision of [9, 10]) {
      await build({
        root,
        configFile: false,
        logLevel: 'silent',
        plugins: [{ name: 'pack', [hook]: packAll }, plugin({ revision })],
        build: { lib: { entry: 'src/library.js', formats: ['es', 'cjs'], fileName: 'library' } },
      });
      digests.push(readFileSync(join(folder, '.verstamp/files.json'), 'utf8'));
    }
    expect(digests[1]).toBe(digests[0]);
    expect(digests[0]).toContain('.gz"');
  });

  it('writes a record anew that a plugin has spoilt', async () => {
    const folder = join(makeFolder(), 'dist');
    await build({
      root: server,
      configFile: false,
      logLevel: 'silent',
      plugins: [
        { name: 'spoil', closeBundle: () => writeFileSync(join(folder, '.verstamp/stamp.json'), 'x') },
        plugin({ revision: 9 }),
      ],
      build: { outDir: folder, ssr: 'src/main.js' },
    });
    expect(readStampRecord(folder)?.stamps).not.toEqual([]);
  });

  it('leaves an output within to its own record while it is built', async () => {
    const folder = join(makeFolder(), 'dist');
    const inner = Promise.withResolvers<unknown>();
    const isClosed = Promise.withResolvers<void>();
    const buildInner = () =>
      build({
        root: server,
        configFile: false,
        logLevel: 'silent',
        plugins: [
          { name: 'slow', writeBundle: () => (inner.resolve(undefined), isClosed.promise) },
          plugin({ revision: 9 }),
        ],
        build: { outDir: join(folder, 'server'), ssr: 'src/main.js' },
      });
    let built: Promise<unknown> | undefined;
    await build({
      root: site,
      configFile: false,
      logLevel: 'silent',
      plugins: [
        {
          name: 'around',
          async writeBundle() {
            built = buildInner();
            await inner.promise;
          },
        },
        plugin({ revision: 9 }),
      ],
      build: { outDir: folder, rollupOptions: { input: join(site, 'orders.html') } },
    });
    isClosed.resolve();
    await built;
    const files = readFilesRecord(folder)?.files.map(({ path }) => path) ?? [];
    expect(files).toContain('orders.html');
    expect(files.filter((path) => path.startsWith('server/'))).toEqual([]);
  });
});

/** Emits an extension's manifest, and the packed twin of a page, as webpack's usual plugins do. */
const emitLate = {
  apply({ webpack: { Compilation, sources }, hooks }: Compiler) {
    hooks.thisCompilation.tap('emit-late', (compilation) => {
      const { processAssets } = compilation.hooks;
      const [early, late] = [
        Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL,
        Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER,
      ];
      processAssets.tap({ name: 'emit-late', stage: early }, () => {
        compilation.emitAsset('manifest.json', new sources.RawSource('{"manifest_version":3,"version":"0"}'));
      });
      processAssets.tap({ name: 'emit-late', stage: late }, () => {
        const page = compilation.getAsset('orders.html')?.source.source() ?? '';
        compilation.emitAsset('orders.html.gz', new sources.RawSource(gzipSync(page)));
      });
    });
  },
};

/** Builds pages in a process of its own, and runs a framework's code behind that. */
function runFramework(folder: string, code: string): void {
  const options = { outDir: folder, manifest: true, rollupOptions: { input: join(site, 'orders.html') } };
  const script = `
    import { cpSync, rmSync, writeFileSync } from 'node:fs';
    import { build } from 'vite';
    import verstamp from ${JSON.stringify(new URL('../src/vite.ts', import.meta.url).href)};
    const buildIn = (root, build) =>
      ({ root, configFile: false, logLevel: 'silent', plugins: [verstamp({ revision: 9 }), { name: 'framework' }], build });
    await build(buildIn(${JSON.stringify(site)}, ${JSON.stringify(options)}));
    ${code}`;
  const args = ['--conditions=@verstamp/source', '--input-type=module', '-e', script];
  execFileSync(process.execPath, args, { cwd: import.meta.dirname, stdio: 'pipe' });
}

it('records what a framework changes after Vite has ended, and leaves an output within to its own record', () => {
  const folder = join(makeFolder(), 'dist');
  const inner = { outDir: join(folder, 'server'), emptyOutDir: true, ssr: 'src/main.js' };
  runFramework(
    folder,
    `await build(buildIn(${JSON.stringify(server)}, ${JSON.stringify(inner)}));
    rmSync(${JSON.stringify(join(folder, 'robots.txt'))});
    writeFileSync(${JSON.stringify(join(folder, 'late.js'))}, 'late();');`,
  );
  const files = readFilesRecord(folder)?.files.map(({ path }) => path) ?? [];
  expect(files).toContain('late.js');
  expect(files).toContain('orders.html');
  expect(files).not.toContain('robots.txt');
  expect(files.filter((file) => file.startsWith('server/'))).toEqual([]);
  expect(readFilesRecord(join(folder, 'server'))?.files).not.toEqual([]);
});

it('records what a framework copies over a file after Vite has ended, as old as it is', () => {
  const folder = join(makeFolder(), 'dist');
  const [from, to] = [join(site, 'package.json'), join(folder, 'robots.txt')];
  runFramework(
    folder,
    `cpSync(${JSON.stringify(from)}, ${JSON.stringify(to)}, { preserveTimestamps: true });`,
  );
  const recorded = readFilesRecord(folder)?.files.find(({ path }) => path === 'robots.txt');
  expect(recorded?.size).toBe(readFileSync(from).length);
});

describe.each([
  { kind: 'site', source: site, bundlers: vites('/') },
  { kind: 'server', source: server, bundlers: servers({ isHashed: false }) },
])('a $kind', ({ source, bundlers }) => {
  it.each(bundlers)('records what links in the public folder lead to, $bundler', async ({ build }) => {
    const root = makeFolder();
    cpSync(source, root, { recursive: true });
    mkdirSync(join(root, 'shared/icons'), { recursive: true });
    mkdirSync(join(root, 'public'), { recursive: true });
    writeFileSync(join(root, 'shared/logo.txt'), 'logo');
    writeFileSync(join(root, 'shared/icons/one.txt'), 'one');
    symlinkSync('../shared/logo.txt', join(root, 'public/logo.txt'));
    symlinkSync('../shared/icons', join(root, 'public/icons'));
    const folder = join(root, 'dist');
    await build({ root, folder, options: { revision: 9 } });
    const files = readFilesRecord(folder)?.files.map(({ path }) => path);
    expect(files).toEqual(expect.arrayContaining(['icons/one.txt', 'logo.txt']));
    expect(existsSync(join(folder, 'icons/one.txt'))).toBe(true);
  });
});

it.each([true, 'manifest.json'])('records no manifest of Vite: %s', async (manifest) => {
  const folder = join(makeFolder(), 'dist');
  await vite.build({
    root: site,
    configFile: false,
    logLevel: 'silent',
    plugins: [plugin({ revision: 9 })],
    build: { outDir: folder, manifest, rolldownOptions: { input: join(site, 'orders.html') } },
  });
  const files = readFilesRecord(folder)?.files.map(({ path }) => path) ?? [];
  expect(files).toContain('orders.html');
  expect(files.filter((path) => path.endsWith('manifest.json'))).toEqual([]);
  expect(existsSync(join(folder, typeof manifest === 'string' ? manifest : '.vite/manifest.json'))).toBe(
    true,
  );
});

describe.each(compilers('/'))('$bundler', ({ build }) => {
  it('records what other plugins emit late', async () => {
    const root = makeFolder();
    const digests: string[] = [];
    for (const revision of [9, 10]) {
      const folder = join(root, String(revision));
      await build({ folder, options: { revision }, plugins: [emitLate] });
      expect(readStampRecord(folder)?.derived).toMatchObject([{ file: 'orders.html.gz', kind: 'gzip' }]);
      expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toContain(`"1.4.3.${revision}"`);
      digests.push(readFileSync(join(folder, '.verstamp/files.json'), 'utf8'));
    }
    expect(digests[1]).toBe(digests[0]);
  });
});

it.each<[string, esbuild.BuildOptions]>([
  ['a map within the script', { outdir: 'dist', sourcemap: 'inline' }],
  ['a map within the script and one beside it', { outdir: 'dist', sourcemap: 'both' }],
  ['a name without an ending', { outfile: 'dist/library' }],
])('gives the same digests for every revision with esbuild and %s', async (_, given) => {
  const root = makeFolder();
  cpSync(server, root, { recursive: true });
  const digests: string[] = [];
  for (const revision of [9, 10]) {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: ['src/library.js'],
      bundle: true,
      format: 'esm',
      plugins: [esbuildPlugin({ revision })],
      ...given,
    });
    digests.push(readFileSync(join(root, 'dist/.verstamp/files.json'), 'utf8'));
  }
  expect(digests[1]).toBe(digests[0]);
});

it('writes the file that holds the stamp with esbuild in the syntax of the others', async () => {
  const root = makeFolder();
  cpSync(server, root, { recursive: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/library.js'],
    outdir: 'dist',
    entryNames: '[name]-[hash]',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'es2015',
    supported: { arrow: false },
    plugins: [esbuildPlugin({ revision: 9 })],
  });
  expect(readFileSync(join(root, 'dist/verstamp.js'), 'utf8')).not.toContain('=>');
});

it('gives whoever takes the source maps of esbuild one of the file that holds the stamp', async () => {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: server,
    entryPoints: ['src/library.js'],
    outdir: 'dist',
    entryNames: 'out/[name]-[hash]',
    bundle: true,
    format: 'esm',
    platform: 'node',
    sourcemap: 'external',
    write: false,
    plugins: [esbuildPlugin({ revision: 9 })],
  });
  const file = outputFiles.find(({ path }) => path.endsWith('verstamp.js.map'));
  expect(JSON.parse(file?.text ?? '')).toMatchObject({ sources: ['virtual:verstamp'] });
  expect(file?.text).not.toContain('server@');
});

it('shows a debugger the module of esbuild as it stands', async () => {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: server,
    entryPoints: ['src/library.js'],
    outdir: 'dist',
    bundle: true,
    format: 'esm',
    sourcemap: true,
    write: false,
    plugins: [esbuildPlugin({ revision: 9 })],
  });
  const [map, code] = outputFiles.map(({ text }) => text);
  const trace = new SourceMap(JSON.parse(map ?? '') as SourceMapPayload);
  const [line] = (code ?? '').split('version = /*').slice(0, 1);
  const found = trace.findEntry((line ?? '').split('\n').length - 1, 0);
  expect(found).toMatchObject({ originalSource: 'virtual:verstamp' });
  const source = trace.payload.sourcesContent[trace.payload.sources.indexOf('virtual:verstamp')];
  expect('originalLine' in found && source?.split('\n')[found.originalLine]).toMatch(
    /^export const version = /,
  );
});

function makeExtension(): string {
  const root = makeFolder();
  cpSync(site, root, { recursive: true });
  writeFileSync(join(root, 'public/manifest.json'), '{"manifest_version":3,"version":"0"}');
  return root;
}

/** Makes an extension's manifest as the last thing before the bundle is written. */
const makeManifest: vite.Plugin = {
  name: 'make-manifest',
  generateBundle() {
    this.emitFile({
      type: 'asset',
      fileName: 'manifest.json',
      source: '{"manifest_version":3,"version":"0"}',
    });
  },
};

describe.each<[string, Build]>([
  ['vite 8', vite.build],
  ['vite 7', vite7.build as unknown as Build],
])("an extension's manifest that another plugin makes, %s", (_, build) => {
  const make = (folder: string, revision: number) =>
    build({
      root: site,
      configFile: false,
      logLevel: 'silent',
      plugins: [makeManifest, plugin({ revision })],
      build: { outDir: folder, rollupOptions: { input: join(site, 'orders.html') } },
    });

  it('bears four numbers, beside the version document', async () => {
    const folder = join(makeFolder(), 'dist');
    await make(folder, 9);
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toContain('"1.4.3.9"');
    expect(readFileSync(join(folder, 'version.json'), 'utf8')).toContain('"1.4.3.9"');
  });

  it('is refused above what browsers take, before anything is written', async () => {
    const folder = join(makeFolder(), 'dist');
    const problem: unknown = await make(folder, 70_000).catch((cause: unknown) => cause);
    expect(String(problem)).toContain('at most 65535');
    expect(existsSync(join(folder, 'orders.html'))).toBe(false);
  });
});

describe.each(vites('/'))("an extension's manifest, $bundler", ({ build }) => {
  it('bears four numbers, and one digest for every revision', async () => {
    const root = makeExtension();
    const digests: string[] = [];
    for (const revision of [9, 10]) {
      const folder = join(root, String(revision));
      await build({ root, folder, options: { revision } });
      expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toMatchObject({
        version: `1.4.3.${revision}`,
        version_name: '1.4.3',
      });
      digests.push(readFileSync(join(folder, '.verstamp/files.json'), 'utf8'));
    }
    expect(digests[1]).toBe(digests[0]);
  });

  it('is refused above what browsers take, before anything is written', async () => {
    const root = makeExtension();
    const problem: unknown = await build({
      root,
      folder: join(root, 'dist'),
      options: { revision: 70_000 },
    }).catch((cause: unknown) => cause);
    expect(String(problem)).toContain('at most 65535');
    expect(existsSync(join(root, 'dist/index.html'))).toBe(false);
  });
});
