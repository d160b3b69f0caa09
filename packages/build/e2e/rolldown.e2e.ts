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
  const save = (version: string) =>
    writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'shop', version }));
  const raise = { name: 'raise', writeBundle: () => save('1.4.4') };
  save('1.4.3');
  const input = { cwd: root, input: 'app/main.js', plugins: [plugin(), raise] };
  await write(input, { dir: 'first' }, { dir: 'second' }, { dir: 'third' }, { dir: 'first' });
  const [again, second, third] = ['first', 'second', 'third'].map(
    (folder) => readStampRecord(join(root, folder))?.stamp,
  );
  expect(second?.version).toMatch(/^1\.4\.3\.\d/);
  expect(third).toEqual(second);
  expect(again?.version).toMatch(/^1\.4\.4\.\d/);
});

it.each<Exclude<rolldown.OutputOptions['codeSplitting'], boolean | undefined>>([
  { minModuleSize: 5000 },
  { maxModuleSize: 500 },
  { maxSize: 300 },
  { minSize: 1e6, groups: [{ name: 'all', test: /./ }] },
])('splits the stamp off whatever the other chunks go by: %o', async (codeSplitting) => {
  await write({ cwd: root, input: 'app/main.js' }, { codeSplitting });
  expect(readdirSync(join(root, 'dist'))).toContain('verstamp.js');
});
