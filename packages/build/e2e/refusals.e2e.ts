import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import * as rolldown from 'rolldown';
import * as rollup from 'rollup';
import * as vite from 'vite';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type webpack from 'webpack';
import esbuildPlugin from '../src/esbuild.ts';
import { readStampRecord } from '../src/output/read-record.ts';
import rolldownPlugin from '../src/rolldown.ts';
import rollupPlugin from '../src/rollup.ts';
import vitePlugin from '../src/vite.ts';
import { compilers } from './bundlers/compiler.ts';
import { pages, plainServers, server, site, splitServers } from './bundlers/index.ts';
import { pages as vitePages } from './bundlers/vite.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const bundlers = [
  ...pages().map(({ bundler, build }) => ({ bundler, build, fixture: site })),
  ...plainServers.map(({ bundler, build }) => ({ bundler: `${bundler}, server`, build, fixture: server })),
];

const env = (name: string, value: string) => () => vi.stubEnv(name, value);

describe.each(bundlers)('$bundler', ({ build, fixture }) => {
  let root: string;
  beforeEach(() => {
    root = makeFolder();
    cpSync(fixture, root, { recursive: true });
    vi.stubEnv('VERSTAMP_REVISION', '1');
    vi.stubEnv('SOURCE_DATE_EPOCH', '');
    vi.stubEnv('VERSTAMP_LEDGER', '');
  });
  const manifest = (content: unknown) => () =>
    writeFileSync(
      join(root, 'package.json'),
      typeof content === 'string' ? content : JSON.stringify(content),
    );

  const cases: readonly (readonly [string, string, () => unknown, object | undefined])[] = [
    ['a package.json without a version', 'expected major.minor.patch', manifest({ name: 'x' }), undefined],
    ['a package.json without a name', 'expected a name', manifest({ version: '1.2.3' }), undefined],
    // webpack and Rspack look into it first, and say which file it is.
    ['a package.json that is no JSON', 'package.json', manifest('{ "name": '), undefined],
    [
      'a version with build metadata',
      'got "1.2.3+4"',
      manifest({ name: 'x', version: '1.2.3+4' }),
      undefined,
    ],
    ['a version with a revision', 'got "1.2.3.4"', manifest({ name: 'x', version: '1.2.3.4' }), undefined],
    ['a version with a v', 'got "v1.2.3"', manifest({ name: 'x', version: 'v1.2.3' }), undefined],
    ['a revision that is none', 'gave no revision: "1e3"', env('VERSTAMP_REVISION', '1e3'), undefined],
    ['a time that is none', 'SOURCE_DATE_EPOCH "now"', env('SOURCE_DATE_EPOCH', 'now'), undefined],
    [
      'a document outside the output',
      'document "../version.json"',
      () => undefined,
      { document: '../version.json' },
    ],
    ['a carrier that is none', 'carrier "header"', () => undefined, { carrier: 'header' }],
    [
      'a source whose word no stamp can bear',
      'revision "Build counter"',
      () => undefined,
      { revision: { source: 'Build counter', next: async () => 7 } },
    ],
    ['a rule that is none', 'Not a compatibility rule', () => undefined, { rule: 'yes' }],
    [
      'a ledger that nobody knows',
      'Not a ledger that can be opened: "carrier-pigeon:"',
      () => {
        vi.stubEnv('VERSTAMP_REVISION', '');
        vi.stubEnv('VERSTAMP_LEDGER', 'carrier-pigeon://user:secret@loft');
      },
      undefined,
    ],
  ];

  it.each(cases)('refuses %s', async (_, text, prepare, options) => {
    prepare();
    const folder = join(root, 'dist');
    const problem = await failure(async () => build({ root, folder, ...(options ? { options } : {}) }));
    expect(String(problem)).toContain(text);
    expect(String(problem)).not.toContain('secret');
    expect(existsSync(join(folder, 'version.json'))).toBe(false);
  });

  it('says plainly that it cannot write its records', async () => {
    const folder = join(root, 'dist');
    // A record's name that is taken by a folder stops everybody, the superuser too.
    mkdirSync(join(folder, '.verstamp/stamp.json'), { recursive: true });
    const problem = await failure(async () => build({ root, folder, keep: true }));
    expect(String(problem)).toContain('may write to');
    expect(existsSync(join(folder, '.verstamp/files.json'))).toBe(false);
  });

  it('keeps markup and line separators in a name from meaning anything', async () => {
    const name = '</script><b>"\u2028\'`${1}\\';
    manifest({ name, version: '1.2.3', type: 'module' })();
    const folder = join(root, 'dist');
    await build({ root, folder });
    expect(readStampRecord(folder)?.stamp).toMatchObject({ name, version: '1.2.3.1' });
    if (fixture === site) {
      const html = readFileSync(join(folder, 'index.html'), 'utf8');
      expect(html).toContain('content="%3C/script%3E%3Cb%3E%22%E2%80%A8%27%60%24%7B1%7D%5C@1.2.3.1;');
      expect(html).not.toContain('<b>');
    } else {
      const said = execFileSync(process.execPath, [join(folder, 'main.js')], { encoding: 'utf8' });
      expect(JSON.parse(said)).toMatchObject({ name, version: '1.2.3.1' });
    }
  });
});

it.each(splitServers)('writes no program whose stamp it cannot make, $bundler', async ({ build }) => {
  const root = makeFolder();
  cpSync(server, root, { recursive: true });
  vi.stubEnv('VERSTAMP_REVISION', '1e3');
  const folder = join(root, 'dist');
  const problem = await failure(() => build({ root, folder }));
  vi.unstubAllEnvs();
  expect(String(problem)).toContain('gave no revision');
  expect(existsSync(join(folder, 'main.js'))).toBe(false);
});

it('asks a source that fails once for a build by esbuild', async () => {
  let asked = 0;
  const next = async () => {
    asked += 1;
    throw new Error('out of reach');
  };
  const problem = await failure(() =>
    esbuild.build({
      absWorkingDir: server,
      entryPoints: ['src/library.js'],
      outdir: 'dist',
      bundle: true,
      write: false,
      logLevel: 'silent',
      plugins: [esbuildPlugin({ revision: { source: 'test', next } })],
    }),
  );
  expect(String(problem)).toContain('out of reach');
  expect(asked).toBe(1);
});

it('refuses a version document of the user in public/', async () => {
  const root = makeFolder();
  cpSync(site, root, { recursive: true });
  writeFileSync(join(root, 'public/version.json'), '{}');
  for (const { build } of vitePages('/')) {
    expect(await failure(() => build({ root, folder: join(root, 'dist') }))).toMatchObject({
      code: 'DOCUMENT_TAKEN',
    });
    await build({ root, folder: join(root, 'dist'), options: { document: 'build.json', revision: 3 } });
    expect(readFileSync(join(root, 'dist/build.json'), 'utf8')).toContain('"1.4.3.3"');
  }
});

const OPTIONS = { revision: 1 } as const;
const input = (root: string) => ({ input: join(root, 'src/main.js') });

const twice: readonly (readonly [string, (root: string) => Promise<unknown>])[] = [
  [
    'vite',
    async (root) => {
      const plugins = [vitePlugin(OPTIONS), [vitePlugin(OPTIONS)]];
      return vite.build({
        root,
        configFile: false,
        logLevel: 'silent',
        plugins,
        build: { ssr: 'src/main.js' },
      });
    },
  ],
  [
    'rollup',
    async (root) =>
      rollup.rollup({ ...input(root), plugins: [rollupPlugin(OPTIONS), [rollupPlugin(OPTIONS)]] }),
  ],
  [
    'rolldown',
    async (root) => {
      const plugins = [rolldownPlugin(OPTIONS), [rolldownPlugin(OPTIONS)]];
      return (await rolldown.rolldown({ ...input(root), plugins })).generate();
    },
  ],
  [
    'esbuild',
    async (root) => {
      const plugins = [esbuildPlugin(OPTIONS), esbuildPlugin(OPTIONS)];
      const entry = { absWorkingDir: root, entryPoints: ['src/main.js'], outdir: 'dist' };
      return esbuild.build({ ...entry, logLevel: 'silent', plugins });
    },
  ],
  ...compilers.map(({ name, compile, plugin }) => {
    const build = async (root: string) => {
      const plugins = [null, plugin(OPTIONS), plugin(OPTIONS)] as webpack.Configuration['plugins'] & object;
      return compile({
        context: root,
        entry: './src/main.js',
        output: { path: join(root, 'dist') },
        plugins,
      });
    };
    return [name, build] as const;
  }),
];

it.each(twice)('refuses two plugins in one build, %s', async (_, build) => {
  const root = makeFolder();
  cpSync(server, root, { recursive: true });
  expect(String(await failure(async () => build(root)))).toContain('holds the plugin verstamp 2 times');
  expect(existsSync(join(root, 'dist'))).toBe(false);
});

it('stamps without git, and takes the name and version it is given without a package.json', async () => {
  const root = makeFolder();
  cpSync(server, root, { recursive: true });
  rmSync(join(root, 'package.json'));
  mkdirSync(join(root, 'dist'));
  const options = { name: 'given', version: '3.0.0', revision: 5 };
  for (const { build } of plainServers) await build({ root, folder: join(root, 'dist'), options });
  const stamp = readStampRecord(join(root, 'dist'))?.stamp;
  expect(stamp).toMatchObject({ name: 'given', version: '3.0.0.5', source: 'option' });
  expect(stamp).not.toHaveProperty('commit');
});

async function failure(act: () => Promise<unknown>): Promise<unknown> {
  try {
    await act();
  } catch (problem) {
    return problem;
  }
  return expect.unreachable('the build ended well');
}
