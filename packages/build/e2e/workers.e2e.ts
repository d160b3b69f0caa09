import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vite from 'vite';
import * as vite7 from 'vite7';
import { beforeEach, describe, expect, it } from 'vitest';
import plugin from '../src/vite.ts';
import { makeFolder } from './folder.ts';

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
  'worker.js': "import { version } from 'virtual:verstamp'; postMessage(version);",
};

/** As frameworks' plugins do it, which stand behind ours. */
const component: vite.Plugin = {
  name: 'component',
  transform: (code, id) =>
    id.endsWith('.vue') ? { code: /<script setup>(.*)<\/script>/.exec(code)?.[1] ?? '', map: null } : null,
};

let root: string;
beforeEach(() => {
  root = makeFolder();
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(root, path), text);
});

describe.each([
  ['vite 8', vite.build],
  ['vite 7', vite7.build as unknown as typeof vite.build],
])('%s', (_, build) => {
  it.each(['inline.html', 'classic.html', 'component.html', 'typed.html'])(
    'hands the stamp to the worker that is started from %s',
    async (input) => {
      await build({
        root,
        configFile: false,
        logLevel: 'silent',
        plugins: [plugin({ revision: 9 }), component],
        build: { outDir: 'dist', rollupOptions: { input: join(root, input) } },
      });
      const assets = join(root, 'dist/assets');
      const page = readdirSync(assets).find((file) => !file.startsWith('worker-')) ?? '';
      expect(readFileSync(join(assets, page), 'utf8')).toContain('#verstamp=');
    },
  );
});
