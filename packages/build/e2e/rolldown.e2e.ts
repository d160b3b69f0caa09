import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as rolldown from 'rolldown';
import { beforeEach, expect, it, vi } from 'vitest';
import { readStampRecord } from '../src/output/read-record.ts';
import plugin from '../src/rolldown.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const OPTIONS = { name: 'shop', version: '1.4.3', revision: 9 } as const;

let root: string;
beforeEach(() => {
  root = makeFolder();
  mkdirSync(join(root, 'app'));
  const code = `import { version } from 'virtual:verstamp'; console.log(version, import('./lazy.js'));`;
  writeFileSync(join(root, 'app/main.js'), code);
  writeFileSync(join(root, 'app/lazy.js'), `export { version } from 'virtual:verstamp';`);
  // Another folder than that of the build.
  vi.spyOn(process, 'cwd').mockReturnValue(root);
});

async function write(input: rolldown.InputOptions, ...outputs: rolldown.OutputOptions[]): Promise<void> {
  const build = await rolldown.rolldown({ platform: 'node', plugins: [plugin(OPTIONS)], ...input });
  for (const output of outputs) await build.write(output);
  await build.close();
}

it.each<[string, rolldown.InputOptions, rolldown.OutputOptions, string]>([
  ['a folder of its own choice', { input: 'main.js' }, {}, 'app/dist'],
  ['a folder below its own', { input: 'main.js' }, { dir: 'out' }, 'app/out'],
  ['the folder of a file', { input: 'lazy.js' }, { file: 'out/a/all.js' }, 'app/out/a'],
])('records an output in %s', async (_, input, output, folder) => {
  await write({ cwd: join(root, 'app'), ...input }, output);
  const record = readStampRecord(join(root, folder));
  expect(record?.stamps.map(({ kind }) => kind).toSorted()).toEqual(['document', 'inline']);
  expect(readdirSync(root)).toEqual(['app']);
});

it('splits a server whose entries are hashed from its first output on', async () => {
  const names = { entryFileNames: '[name]-[hash].js' };
  const input = { cwd: root, input: 'app/main.js' };
  await write(input, { ...names, dir: 'first' }, { ...names, dir: 'second' });
  expect(readdirSync(join(root, 'first'))).toEqual(readdirSync(join(root, 'second')));
  expect(readdirSync(join(root, 'first'))).toContain('verstamp.js');
});

it('gives both outputs of a build one stamp, whatever is written meanwhile, and a new one where one is made again', async () => {
  const save = (patch: number) =>
    writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'shop', version: `1.4.${patch}` }));
  let patch = 3;
  const raise = { name: 'raise', writeBundle: () => save(++patch) };
  save(patch);
  const plugins = [plugin(), raise];
  const build = await rolldown.rolldown({ platform: 'node', cwd: root, input: 'app/main.js', plugins });
  const made = async (dir: string, format: rolldown.ModuleFormat = 'es') => {
    await build.write({ dir, format });
    return readStampRecord(join(root, dir))?.stamp;
  };
  const [first, second] = [await made('first'), await made('second')];
  const [again, other] = [await made('./first', 'esm'), await made('second')];
  await build.close();
  expect(first?.version).toMatch(/^1\.4\.3\.\d/);
  expect(second).toEqual(first);
  expect(again?.version).toMatch(/^1\.4\.5\.\d/);
  expect(other).toEqual(again);
});

it.each<rolldown.OutputOptions>([
  { codeSplitting: { minModuleSize: 5000 } },
  { codeSplitting: { maxModuleSize: 500 } },
  { codeSplitting: { maxSize: 300 } },
  { codeSplitting: { minSize: 1e6, groups: [{ name: 'all', test: /./ }] } },
  { advancedChunks: { groups: [{ name: 'all', test: /./ }] } },
  { manualChunks: (id, { getModuleInfo }) => (getModuleInfo(id)?.isEntry ? null : 'rest') },
])('splits the stamp off whatever the other chunks go by: %o', async (output) => {
  const onLog = vi.fn<NonNullable<rolldown.InputOptions['onLog']>>();
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await write({ cwd: root, input: 'app/main.js', onLog }, output);
  expect(readdirSync(join(root, 'dist'))).toContain('verstamp.js');
  expect([...onLog.mock.calls, ...said.mock.calls]).toEqual([]);
});

it.each<rolldown.OutputOptions>([
  { codeSplitting: {}, manualChunks: () => 'rest' },
  { codeSplitting: {}, advancedChunks: {} },
  { advancedChunks: {}, manualChunks: () => 'rest' },
  // Of a list it dies where nobody tells it how to split.
  { manualChunks: { rest: ['app/lazy.js'] } as never },
])('lets Rolldown say what it does not go by: %o', async (output) => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await write({ cwd: root, input: 'app/main.js' }, output);
  expect(readdirSync(join(root, 'dist'))).toContain('verstamp.js');
  expect(said.mock.calls.join('')).toMatch(/`(?:manualChunks|advancedChunks)` option is ignored/);
});

const putAllInRest = (id: string) => (id.endsWith('main.js') ? null : 'rest');

it.each<rolldown.OutputOptions>([{}, { codeSplitting: true }])(
  'puts modules where manualChunks says, with %o',
  async (output) => {
    await write({ cwd: root, input: 'app/main.js' }, { ...output, manualChunks: putAllInRest });
    expect(readdirSync(join(root, 'dist'))).toContainEqual(expect.stringMatching(/^rest-/));
  },
);

it.each([
  ['cjs', "import c from './c.cjs'; globalThis.c = c;"],
  ['es', "import c from './c.cjs'; globalThis.c = c;"],
  ['cjs', "import fs from 'node:fs'; globalThis.fs = fs;"],
  ['es', "import fs from 'node:fs'; globalThis.fs = fs;"],
] as const)('starts where the stamp takes the helpers of an entry: %s, %s', async (format, code) => {
  writeFileSync(join(root, 'app/c.cjs'), 'module.exports = { c: 1 };');
  const late = `import('virtual:verstamp').then((stamp) => console.log(stamp.version));`;
  writeFileSync(join(root, 'app/main.js'), `${code}\n${late}`);
  const end = format === 'es' ? 'mjs' : 'cjs';
  const entryFileNames = `[name].${end}`;
  await write(
    { cwd: root, input: 'app/main.js' },
    { format, entryFileNames, chunkFileNames: `[name]-[hash].${end}` },
  );
  const said = execFileSync(process.execPath, [join(root, 'dist', `main.${end}`)], { encoding: 'utf8' });
  expect(said).toBe('1.4.3.9\n');
});
