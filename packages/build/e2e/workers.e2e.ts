import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vite from 'vite';
import * as vite7 from 'vite7';
import { beforeEach, describe, expect, it } from 'vitest';
import plugin from '../src/vite.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { compareOutputs, isHashed, readOutputs } from './outputs.ts';

const START = "new Worker(new URL('./worker.js', import.meta.url), { type: 'module' })";

const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "version": "1.4.3", "type": "module" }',
  'inline.html': `<script type="module">${START};</script>`,
  'classic.html': `<script>if (!window.x) new Worker('/x.js');</script><script type="module" src="./plain.js"></script>`,
  'component.html': `<script type="module">import './component.vue';</script>`,
  'typed.html': `<script type="module" src="./typed.ts"></script>`,
  'plain.js': `${START};`,
  'typed.ts': `const worker: Worker = ${START} as Worker; export type Kind = 'a'; console.log(worker);`,
  'component.vue': `<script setup>${START};</script>`,
  'static.html': `<script type="module">${START.replace('worker', 'static')};</script>`,
  'static.js': "import { version } from 'virtual:verstamp/static'; postMessage(version);",
  'worker.js': "import { version } from 'virtual:verstamp'; postMessage(version);",
};

/** As frameworks' plugins do it, which stand behind ours. */
const component: vite.Plugin = {
  name: 'component',
  transform: (code, id) =>
    id.endsWith('.vue') ? { code: /<script setup>(.*)<\/script>/.exec(code)?.[1] ?? '', map: null } : null,
};

interface Making extends vite.InlineConfig {
  readonly revision?: number;
  readonly carrier?: 'auto' | 'inline';
}

let root: string;
beforeEach(() => {
  root = makeFolder();
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(root, path), text);
});

describe.each([
  ['vite 8', vite.build],
  ['vite 7', vite7.build as unknown as typeof vite.build],
])('%s', (_, build) => {
  const make = async (input: string, { revision = 9, carrier = 'auto', ...config }: Making = {}) => {
    await build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [plugin({ revision, carrier }), component],
      ...config,
      build: { outDir: String(revision), rollupOptions: { input: join(root, input) }, ...config.build },
    });
    return join(root, String(revision));
  };

  it.each(['inline.html', 'classic.html', 'component.html', 'typed.html'])(
    'hands the stamp to the worker that is started from %s',
    async (input) => {
      const folder = await make(input);
      const assets = join(folder, 'assets');
      const page = readdirSync(assets).find((file) => !file.startsWith('worker-')) ?? '';
      expect(readFileSync(join(assets, page), 'utf8')).toContain('#verstamp=');
    },
  );

  it.each<[string, Making]>([
    ['a library', { build: { lib: { entry: 'plain.js', formats: ['es'] }, rollupOptions: {} } }],
    ['a page whose code carries it', { carrier: 'inline' }],
  ])('renames no worker that is started from %s, and hands it the stamp', async (_place, making) => {
    const input = 'classic.html';
    const [first, second] = [
      await make(input, { ...making, revision: 9 }),
      await make(input, { ...making, revision: 10 }),
    ];
    const { renamed, changed } = compareOutputs(first, second);
    expect([renamed, changed.filter(isHashed)]).toEqual([[], []]);
    const files = [...readOutputs(first).keys()].filter((file) => file.endsWith('.js'));
    const texts = new Map(files.map((file) => [file, readFileSync(join(first, file), 'utf8')]));
    expect([...texts.values()].join('')).toContain('#verstamp=');
    const worker = files.find((file) => file.startsWith('assets/worker-')) ?? '';
    expect(texts.get(worker)).toContain('location');
  });

  it('refuses a worker of hashed name that holds the stamp', async () => {
    await expect(make('static.html')).rejects.toThrow(/static-[^ ]+\.js/);
  });

  it.each(['[name].js', () => '[name].js'])(
    'stamps a worker named by %s, and what is packed of it',
    async (names) => {
      const pack: vite.Plugin = {
        name: 'pack',
        enforce: 'post',
        generateBundle(_options, bundle) {
          for (const [fileName, file] of Object.entries(bundle))
            if (fileName === 'static.js')
              this.emitFile({
                type: 'asset',
                fileName: 'twin.txt',
                source: file.type === 'asset' ? file.source : file.code,
              });
        },
      };
      const worker = { rollupOptions: { output: { entryFileNames: names } } };
      const folder = await make('static.html', { worker, plugins: [plugin({ revision: 9 }), pack] });
      for (const file of ['static.js', 'twin.txt'])
        expect(readFileSync(join(folder, file), 'utf8')).toContain('shop@1.4.3.9');
    },
  );

  it('refuses a worker that holds the stamp within a file of hashed name', async () => {
    const code = "import Static from './static.js?worker&inline'; new Static();";
    writeFileSync(join(root, 'within.html'), `<script type="module">${code}</script>`);
    const output = { entryFileNames: '[name].js' };
    const made = make('within.html', { worker: { rollupOptions: { output } } });
    await expect(made).rejects.toThrow(/within-[^ ]+\.js/);
  });
});
