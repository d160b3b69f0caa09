import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import * as vite7 from 'vite7';
import { beforeEach, expect, it } from 'vitest';
import esbuildPlugin from '../src/esbuild.ts';
import { readFilesRecord, readStampRecord } from '../src/output/read-record.ts';
import vitePlugin from '../src/vite.ts';
import { libraries, plainServers, site as fixture, splitServers } from './bundlers/index.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const vites = splitServers.filter(({ bundler }) => bundler.startsWith('vite'));

let root: string;
beforeEach(() => {
  root = makeFolder();
  cpSync(fixture, root, { recursive: true });
  cpSync(join(fixture, '../server/src'), join(root, 'src'), { recursive: true });
});

it('gives one stamp to all outputs of a run, and a new one to each that is built again', async () => {
  const outputs = splitServers.map(({ build, bundler }) => async () => {
    const folder = join(root, bundler);
    await build({ root, folder });
    return readStampRecord(folder)?.stamp;
  });
  const first = await Promise.all(outputs.map((output) => output()));
  expect(first[0]).toMatchObject({ name: 'site', source: 'clock' });
  expect(first).toEqual(outputs.map(() => first[0]));
  for (const output of outputs.slice(1)) expect(await output()).not.toEqual(first[0]);
  expect(readFileSync(join(root, '.verstamp/.gitignore'), 'utf8')).toBe('*\n');
});

it.each(libraries)('gives one stamp to all formats of a library, $bundler', async ({ build }) => {
  const folder = join(root, 'dist');
  await build({ root, folder });
  const { version } = readStampRecord(folder)?.stamp ?? expect.unreachable();
  const files = ['version.json', 'verstamp.js', 'library.umd.cjs'];
  for (const file of files) expect(readFileSync(join(folder, file), 'utf8')).toContain(version);
  const again = await build({ root, folder }).then(() => readStampRecord(folder)?.stamp.version);
  expect(again).not.toBe(version);
});

it.each(vites)('leaves servers their stamp where pages carry it, $bundler', async ({ build }) => {
  const folder = join(root, 'dist');
  await build({ root, folder, options: { carrier: 'page' } });
  const { version } = readStampRecord(folder)?.stamp ?? expect.unreachable();
  expect(readFileSync(join(folder, 'verstamp.js'), 'utf8')).toContain(`site@${version};`);
});

it.each([
  { bundler: 'vite 8', build: vite.build },
  { bundler: 'vite 7', build: vite7.build as unknown as typeof vite.build },
])('fills the stamp in before another plugin takes the files elsewhere, $bundler', async ({ build }) => {
  const taken = new Map<string, string>();
  // As plugins do it that bundle a server anew from what is in memory.
  const taker: vite.Plugin = {
    name: 'taker',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk') taken.set(file.fileName, file.code);
    },
  };
  const folder = join(root, 'dist');
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [taker, vitePlugin()],
    build: { outDir: folder, ssr: 'src/main.js' },
  });
  for (const [file, code] of taken) expect(code).toBe(readFileSync(join(folder, file), 'utf8'));
  expect(taken.get('verstamp.js')).toContain(readStampRecord(folder)?.stamp.version);
});

it('gives a service worker the stamp of its site, and both one record', async () => {
  const folder = join(root, 'dist');
  const common = { root, configFile: false, logLevel: 'silent' } as const;
  writeFileSync(
    join(root, 'src/sw.js'),
    "import { version } from 'virtual:verstamp/static'; console.log(version);",
  );
  const rollupOptions = { input: join(root, 'src/sw.js'), output: { entryFileNames: 'sw.js' } };
  // As service worker plugins do it: while the site's own build ends.
  const worker: vite.Plugin = {
    name: 'worker',
    async closeBundle() {
      const build = { outDir: folder, emptyOutDir: false, copyPublicDir: false, rollupOptions };
      await vite.build({ ...common, plugins: [vitePlugin()], build });
    },
  };
  await vite.build({ ...common, plugins: [vitePlugin(), worker], build: { outDir: folder } });
  const record = readStampRecord(folder);
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(page).toContain(`content="site@${record?.stamp.version};`);
  expect(readFileSync(join(folder, 'sw.js'), 'utf8')).toContain(`site@${record?.stamp.version};`);
  const stamped = new Set(record?.stamps.map(({ file }) => file));
  expect([...stamped].toSorted()).toEqual(['index.html', 'sw.js', 'version.json']);
});

it('gives one stamp to several builds of esbuild whose files are named otherwise, until one is built again', async () => {
  const versions: unknown[] = [];
  const build = async (given: esbuild.BuildOptions) => {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: ['src/library.js'],
      outdir: 'dist',
      bundle: true,
      format: 'esm',
      plugins: [esbuildPlugin()],
      ...given,
    });
    versions.push(readStampRecord(join(root, 'dist'))?.stamp.version);
  };
  const minified = { minify: true, outExtension: { '.js': '.min.js' } };
  for (const given of [{}, minified, { entryNames: 'legacy/[name]' }]) await build(given);
  expect(versions).toEqual(versions.map(() => versions[0]));
  const stamped = readStampRecord(join(root, 'dist'))?.stamps.map(({ file }) => file);
  expect(stamped).toEqual(['legacy/library.js', 'library.js', 'library.min.js', 'version.json']);
  await build(minified);
  expect(versions.at(-1)).not.toBe(versions[0]);
});

it.each([
  { bundler: 'vite 8', build: vite.build },
  { bundler: 'vite 7', build: vite7.build as unknown as typeof vite.build },
])('gives one stamp to the formats of a library that are built one by one, $bundler', async ({ build }) => {
  const outDir = join(root, 'dist');
  const versions: unknown[] = [];
  const write = async (format: vite.LibraryFormats, given: vite.BuildEnvironmentOptions = {}) => {
    const lib = {
      entry: 'src/library.js',
      name: 'Library',
      formats: [format],
      fileName: () => `${format}.js`,
    };
    const options = { outDir, emptyOutDir: false, lib, ...given };
    await build({ root, configFile: false, logLevel: 'silent', plugins: [vitePlugin()], build: options });
    versions.push(readStampRecord(outDir)?.stamp.version);
  };
  for (const format of ['es', 'umd'] as const) await write(format);
  const rollupOptions = { output: { entryFileNames: 'umd.min.js' } };
  await write('umd', { minify: true, rollupOptions });
  expect(versions).toEqual(versions.map(() => versions[0]));
  const stamped = readStampRecord(outDir)?.stamps.map(({ file }) => file);
  expect(stamped).toEqual(expect.arrayContaining(['umd.js', 'umd.min.js', 'version.json']));
  await write('es');
  expect(versions.at(-1)).not.toBe(versions[0]);
});

it('keeps files in memory that esbuild does not write', async () => {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/main.js'],
    outdir: 'dist',
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    plugins: [esbuildPlugin({ revision: 7 })],
  });
  const names = outputFiles.map(({ path }) => path.slice(root.length + 1).replaceAll('\\', '/'));
  expect(names).toEqual([
    'dist/main.js',
    'dist/version.json',
    'dist/.verstamp/stamp.json',
    'dist/.verstamp/files.json',
  ]);
  expect(existsSync(join(root, 'dist'))).toBe(false);
});

it.each([
  ['', ''],
  // As tools do that write all formats at once.
  [', two of which were written into one record', '}'],
])(
  'records at the end of a process what others have written of builds that esbuild kept in memory%s',
  (_, rest) => {
    writeFileSync(join(root, 'src/plain.js'), 'export const plain = true;');
    const script = `
    import { mkdirSync, writeFileSync } from 'node:fs';
    import { dirname } from 'node:path';
    import { build } from 'esbuild';
    import verstamp from ${JSON.stringify(new URL('../src/esbuild.ts', import.meta.url).href)};
    for (const [format, extension] of [['esm', '.mjs'], ['cjs', '.cjs']]) {
      const { outputFiles } = await build({
        absWorkingDir: ${JSON.stringify(root)}, entryPoints: ['src/library.js', 'src/plain.js'], outdir: 'dist',
        bundle: true, write: false, format, outExtension: { '.js': extension }, plugins: [verstamp({ revision: 7 })],
      });
      if (!outputFiles.some(({ path }) => path.endsWith('files.json'))) throw new Error('There are no digests.');
      for (const { path, text } of outputFiles) {
        mkdirSync(dirname(path), { recursive: true });
        const [before, behind] = path.endsWith(extension) ? ['/* Shop */', ''] : ['', path.includes('.verstamp') ? '${rest}' : ''];
        writeFileSync(path, before + text + behind);
      }
    }`;
    const args = ['--conditions=@verstamp/source', '--input-type=module', '-e', script];
    execFileSync(process.execPath, args, { cwd: import.meta.dirname });
    const folder = join(root, 'dist');
    const files = new Map(readFilesRecord(folder)?.files.map(({ path, sha256 }) => [path, sha256]));
    const names = ['library.cjs', 'library.mjs', 'plain.cjs', 'plain.mjs', 'version.json'];
    expect([...files.keys()]).toEqual(names);
    expect(files.get('plain.mjs')).toBe(hash('sha256', readFileSync(join(folder, 'plain.mjs'))));
    const stamped = readStampRecord(folder)?.stamps.map(({ file }) => file);
    expect(stamped).toEqual(['library.cjs', 'library.mjs', 'version.json']);
  },
);

it('takes its revisions from the ledger that is configured', async () => {
  const { build } = plainServers[0] ?? expect.unreachable();
  const revisions: unknown[] = [];
  writeFileSync(join(root, 'verstamp.json'), '{ "ledger": "file:state/ledger.jsonl", "start": 40 }');
  for (let round = 0; round < 2; round++) {
    await build({ root, folder: join(root, 'dist') });
    revisions.push(readStampRecord(join(root, 'dist'))?.stamp);
  }
  expect(revisions).toMatchObject([
    { version: '1.4.3.40', source: 'file' },
    { version: '1.4.3.41', source: 'file' },
  ]);
});

it('reports revision 0 on a dev server, and issues none', async () => {
  const server = await vite.createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { port: 0, host: '127.0.0.1', watch: null },
    plugins: [vitePlugin({ rule: 'xx------' })],
  });
  try {
    await server.listen();
    const url = server.resolvedUrls?.local[0] ?? '';
    const response = await fetch(`${url}version.json`);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.json()).toMatchObject({ name: 'site', version: '1.4.3.0', rule: 'xx------' });
    expect(await server.ssrLoadModule('virtual:verstamp')).toMatchObject({
      name: 'site',
      version: '1.4.3.0',
    });
    expect(await server.transformIndexHtml('/index.html', '<head></head>')).toContain(
      'content="site@1.4.3.0;',
    );
  } finally {
    await server.close();
  }
  expect(existsSync(join(root, '.verstamp'))).toBe(false);
});

it('reports revision 0 where Vite builds a Storybook, and issues none', async () => {
  await vite.build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [vitePlugin(), { name: 'storybook:any' }],
    build: { outDir: join(root, 'dist'), rollupOptions: { input: 'index.html' } },
  });
  const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' });
  const scripts = files.filter((file) => file.endsWith('.js'));
  const texts = scripts.map((file) => readFileSync(join(root, 'dist', file), 'utf8'));
  expect(texts.join('\n')).toContain('site@1.4.3.0;');
  expect(files.filter((file) => file.includes('verstamp') || file.endsWith('version.json'))).toEqual([]);
  expect(existsSync(join(root, '.verstamp'))).toBe(false);
});

it.each([
  ['warns once where no page is written', undefined, 1],
  ['is silent where the pages are said to carry the stamp', 'page', 0],
] as const)('%s', async (_, carrier, expected) => {
  const warnings: string[] = [];
  const logger = vite.createLogger('warn');
  logger.warn = (message) => warnings.push(message);
  await vite.build({
    root,
    configFile: false,
    customLogger: logger,
    logLevel: 'warn',
    plugins: [vitePlugin({ revision: 1, ...(carrier ? { carrier } : {}) })],
    build: { outDir: join(root, 'dist'), rollupOptions: { input: 'src/orders.js' } },
  });
  expect(warnings.filter((message) => message.includes('stampTag()'))).toHaveLength(expected);
  expect(warnings).toHaveLength(expected);
});

it('gives one stamp to all environments of an app, which has its config evaluated for each, whatever is written meanwhile', async () => {
  const raised = JSON.stringify({ name: 'shop', version: '9.0.0' });
  const raise = { name: 'raise', writeBundle: () => writeFileSync(join(root, 'package.json'), raised) };
  const builder = await vite.createBuilder({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [vitePlugin(), raise],
    environments: {
      client: { build: { outDir: join(root, 'dist/client') } },
      ssr: { build: { outDir: join(root, 'dist/ssr'), rollupOptions: { input: 'src/main.js' } } },
    },
    builder: { sharedConfigBuild: false, sharedPlugins: false },
  });
  await builder.buildApp();
  const [client, ssr] = ['client', 'ssr'].map((name) => readStampRecord(join(root, 'dist', name)));
  expect(client?.stamp.source).toBe('clock');
  expect(ssr?.stamp).toEqual(client?.stamp);
  expect(client?.stamps).toContainEqual(expect.objectContaining({ file: 'index.html', kind: 'page' }));
  expect(ssr?.stamps).toContainEqual(expect.objectContaining({ file: 'verstamp.js', kind: 'inline' }));
});
