import { join } from 'node:path';
import { build } from 'esbuild';
import verstamp from '@verstamp/build/esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type Api } from '../src/api.ts';
import { completeModule } from '../src/module.ts';
import { nameOf, readKind } from '../src/pages.ts';
import { startProgram } from '../src/start-program.ts';
import { checkTypes, openRepository, openWorkshop, runProgram, type Workshop } from '../src/workshop.ts';

const programs = readKind('program').map((block) => {
  const file = `programs/${nameOf(block).replaceAll(/[^\w]+/g, '-')}`;
  const isServer = /\b(?:listen|serve)\(/.test(block.text);
  return { name: nameOf(block), block, file, isServer };
});

let workshop: Workshop;
let api: Api;
let said: ReadonlyMap<string, string>;

beforeAll(async () => {
  [workshop, api] = await Promise.all([openWorkshop(), startApi()]);
  for (const { block, file } of programs) {
    const extension = block.language.startsWith('t') ? 'ts' : 'js';
    await workshop.write(`${file}.${extension}`, api.replaceIn(completeModule(block, '../given')));
  }
  await openRepository(workshop.folder);
  const [types] = await Promise.all([
    checkTypes(workshop, ['programs']),
    build({
      absWorkingDir: workshop.folder,
      entryPoints: programs.map(({ file }) => `./${file}`),
      outdir: 'built',
      outbase: '.',
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      tsconfigRaw: {},
      logLevel: 'error',
      plugins: [verstamp({ revision: 417, document: false })],
    }),
  ]);
  said = types;
});

afterAll(async () => {
  await workshop?.remove();
  await api?.close();
});

it.each(programs)('$name has the types that it says', ({ file }) => {
  expect(said.get(`${file}.ts`)).toBeUndefined();
});

it.each(programs.filter(({ isServer }) => !isServer))('$name runs', async ({ file }) => {
  const args = ['--conditions=@verstamp/source', join('built', `${file}.js`)];
  const { exit, output } = await runProgram(process.execPath, args, { cwd: workshop.folder });
  expect(exit, output).toBe(0);
});

it.each(programs.filter(({ isServer }) => isServer))('$name passes the audit', async ({ file }) => {
  const program = await startProgram(join('built', `${file}.js`), workshop.folder);
  try {
    expect(await program.audit()).toMatchObject({ outcome: 'holds' });
  } finally {
    await program.stop();
  }
});
