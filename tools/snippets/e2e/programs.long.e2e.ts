import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import verstamp from '@verstamp/build/esbuild';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startApi, type Api } from '../src/api.ts';
import type { Block } from '../src/blocks.ts';
import { completeModule } from '../src/module.ts';
import { toolFolder } from '../src/folders.ts';
import { nameOf, readKind } from '../src/pages.ts';
import { startProgram } from '../src/start-program.ts';
import { runProgram } from '../src/run.ts';
import { checkTypes } from '../src/types.ts';
import { openRepository, openWorkshop, type Workshop } from '../src/workshop.ts';

// What must end is not what must be quick: other tests run beside these.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const programs = readKind('program').map((block) => {
  const file = `programs/${nameOf(block).replaceAll(/[^\w]+/g, '-')}`;
  return { name: nameOf(block), block, file, role: roleOf(block) };
});

const scripts = programs.filter(({ role }) => role === 'script');
const builtOf = (file: string) => join('built', `${file}.js`);

let workshop: Workshop;
let api: Api;
let said: ReadonlyMap<string, string>;
let thrown: Readonly<Record<string, string>>;

beforeAll(async () => {
  [workshop, api] = await Promise.all([openWorkshop(), startApi()]);
  for (const { block, file } of programs) {
    const extension = block.language.startsWith('t') ? 'ts' : 'js';
    await workshop.write(
      `${file}.${extension}`,
      api.replaceIn(completeModule(withServer(block), '../given')),
    );
  }
  // What a build of the pages leaves for a program that serves them.
  await workshop.write('dist/version.json', JSON.stringify({ name: 'shop', version: '2.1.0.417' }));
  openRepository(workshop.folder);
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
      tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
      logLevel: 'error',
      plugins: [verstamp({ revision: 417, document: false })],
    }),
  ]);
  said = types;
  const files = scripts.map(({ file }) => builtOf(file));
  const args = [
    '--conditions=@verstamp/source',
    join(toolFolder, 'src/run-each.ts'),
    'thrown.json',
    ...files,
  ];
  await runProgram(process.execPath, args, { cwd: workshop.folder });
  thrown = JSON.parse(await readFile(join(workshop.folder, 'thrown.json'), 'utf8')) as typeof thrown;
});

afterAll(async () => {
  await workshop?.remove();
  await api?.close();
});

it.each(programs)('$name has the types that it says', ({ file }) => {
  expect(said.get(`${file}.ts`)).toBeUndefined();
});

it.each(scripts)('$name runs', ({ file }) => {
  expect(thrown[builtOf(file)]).toBeUndefined();
});

it.each(programs.filter(({ role }) => role === 'server'))('$name passes the audit', async ({ file }) => {
  const program = await startProgram(builtOf(file), workshop.folder);
  try {
    expect(await program.audit()).toMatchObject({ outcome: 'holds' });
  } finally {
    await program.stop();
  }
});

it.each(programs.filter(({ role }) => role === 'socket'))('$name closes with 4423', async ({ file }) => {
  const program = await startProgram(builtOf(file), workshop.folder);
  const address = program.url.replace('http', 'ws');
  try {
    const fits = new WebSocket(`${address}?api-version=2.0.7`);
    const [message] = (await once(fits, 'message')) as [MessageEvent<string>];
    expect(message.data).toBe('hello');
    fits.close();
    const [closed] = (await once(new WebSocket(`${address}?api-version=1.4.3`), 'close')) as [CloseEvent];
    expect([closed.code, closed.reason]).toEqual([4423, expect.stringContaining('1.4.3')]);
  } finally {
    await program.stop();
  }
});

/** What a program is: it ends by itself, or listens, for requests or for connections. */
function roleOf({ text }: Block): 'script' | 'server' | 'socket' {
  if (/new WebSocketServer\(/.test(text)) return 'socket';
  return /\b(?:listen|serve)\(|export default \{/.test(text) ? 'server' : 'script';
}

/** A module that only exports its handler is served as its runtimes do: by what it exports. */
function withServer(block: Block): Block {
  if (!block.text.includes('export default {')) return block;
  const text = block.text.replace('export default', 'const exported =');
  const imported = "import { serve } from '@hono/node-server';\n";
  return { ...block, text: `${imported}${text}\nserve({ fetch: exported.fetch, port: 3000 });\n` };
}
