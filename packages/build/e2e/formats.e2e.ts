import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as rolldown from 'rolldown';
import * as rollup from 'rollup';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readStampRecord } from '../src/output/read-record.ts';
import rolldownPlugin from '../src/rolldown.ts';
import rollupPlugin from '../src/rollup.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

type Output = Pick<rollup.OutputOptions, 'format' | 'name' | 'entryFileNames' | 'chunkFileNames'>;

/** Builds a library of one module, with one output after another. */
type Build = (root: string, outputs: readonly Output[]) => Promise<unknown>;

const buildWithRollup: Build = async (root, outputs) => {
  const plugins = [rollupPlugin(OPTIONS)];
  const bundle = await rollup.rollup({ input: join(root, 'src/index.js'), plugins });
  for (const output of outputs) await bundle.write({ dir: join(root, 'dist'), ...output });
};

const buildWithRolldown: Build = async (root, outputs) => {
  const plugins = [rolldownPlugin(OPTIONS)];
  const bundle = await rolldown.rolldown({ cwd: root, input: join(root, 'src/index.js'), plugins });
  for (const output of outputs as rolldown.OutputOptions[]) {
    await bundle.write({ dir: join(root, 'dist'), ...output });
  }
  await bundle.close();
};

const OPTIONS = { name: 'library', version: '2.0.0' };

const es = (entryFileNames: Output['entryFileNames'], chunkFileNames?: string): Output => ({
  format: 'es',
  entryFileNames,
  ...(chunkFileNames === undefined ? {} : { chunkFileNames }),
});
const cjs = (...names: Parameters<typeof es>): Output => ({ ...es(...names), format: 'cjs' });
const iife = (names: Output['entryFileNames']): Output => ({ ...es(names), format: 'iife', name: 'Library' });
const suffixed =
  (suffix: string) =>
  ({ name }: { readonly name: string }): string =>
    `${name}${suffix}`;

const cases: readonly {
  readonly title: string;
  readonly outputs: readonly Output[];
  readonly type?: string;
  readonly files: readonly string[];
}[] = [
  { title: 'mjs and cjs', outputs: [es('[name].mjs'), cjs('[name].cjs')], files: ['index.mjs', 'index.cjs'] },
  { title: 'cjs alone', outputs: [cjs('[name].cjs')], files: ['index.cjs'] },
  { title: 'js and cjs', outputs: [es('[name].js'), cjs('[name].cjs')], files: ['index.js', 'index.cjs'] },
  {
    title: 'what comes before the extension',
    outputs: [cjs('[name].cjs.js'), es('[name].es.js')],
    type: 'commonjs',
    files: ['index.cjs.js'],
  },
  {
    title: 'folders',
    outputs: [es('es/[name].js'), cjs('cjs/[name].cjs')],
    files: ['es/index.js', 'cjs/index.cjs'],
  },
  { title: 'given names', outputs: [es('es.mjs'), cjs('cjs/all.cjs')], files: ['es.mjs', 'cjs/all.cjs'] },
  {
    title: 'given names of one ending',
    outputs: [cjs('common.js'), es('es.js')],
    type: 'commonjs',
    files: ['common.js'],
  },
  {
    title: 'names that are computed',
    outputs: [cjs(suffixed('.cjs')), es(suffixed('.mjs'))],
    type: 'commonjs',
    files: ['index.mjs', 'index.cjs'],
  },
  {
    title: 'names of chunks as well',
    outputs: [es(suffixed('.mjs'), '[name]-[hash].mjs'), cjs('[name].cjs', '[name]-[hash].cjs')],
    files: ['index.mjs', 'index.cjs'],
  },
];

const load = (file: string): string =>
  /cjs|common/.test(file) ? `require('./dist/${file}')` : `await import('./dist/${file}')`;

afterEach(() => vi.unstubAllEnvs());

describe.each([
  ['rollup', buildWithRollup],
  ['rolldown', buildWithRolldown],
])('%s', (_, build) => {
  let root: string;
  beforeEach(() => {
    root = makeFolder();
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'src/index.js'), `export { version } from 'virtual:verstamp';`);
  });

  it.each(cases)('lets a library run whose formats are told apart by $title', async (given) => {
    const { outputs, type = 'module', files } = given;
    vi.stubEnv('VERSTAMP_REVISION', '9');
    writeFileSync(join(root, 'package.json'), JSON.stringify({ type }));
    await build(root, outputs);
    const start = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);
      console.log(JSON.stringify([${files.map(load).join()}].map(({ version }) => version)));`;
    writeFileSync(join(root, 'start.mjs'), start);
    const said = execFileSync(process.execPath, [join(root, 'start.mjs')], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(JSON.parse(said)).toEqual(files.map(() => '2.0.0.9'));
  });

  it.each<[string, readonly Output[]]>([
    ['one format', [iife('[name].js'), iife('[name].min.js')]],
    ['computed names', [iife(suffixed('.js')), iife(suffixed('.min.js'))]],
  ])(
    'gives one stamp to a library and its minified twin in %s, and both one record',
    async (_title, outputs) => {
      await build(root, outputs);
      const first = readStampRecord(join(root, 'dist'));
      const files = ['index.js', 'index.min.js'];
      const texts = files.map((file) => readFileSync(join(root, 'dist', file), 'utf8'));
      for (const text of texts) expect(text).toContain(`library@${first?.stamp.version};`);
      expect(first?.stamps.map(({ file }) => file)).toEqual([...files, 'version.json']);
      await build(root, outputs);
      expect(readStampRecord(join(root, 'dist'))?.stamp.version).not.toBe(first?.stamp.version);
    },
  );
});
