import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as rolldown from 'rolldown';
import * as rollup from 'rollup';
import * as vite from 'vite';
import * as vite7 from 'vite7';
import { describe, expect, it } from 'vitest';
import rolldownPlugin from '../src/rolldown.ts';
import rollupPlugin from '../src/rollup.ts';
import vitePlugin from '../src/vite.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const OPTIONS = { name: 'shop', version: '1.4.3', revision: 9, document: false } as const;
const TAG = Buffer.from('<meta name="verstamp" content="shop@1.4.3.9;');

/** A page in the charset windows-1251; its title is no UTF-8. */
const FOREIGN = Buffer.from('<!doctype html><title>\xcf\xf0\xe8</title>', 'latin1');

const emitted: readonly (Omit<rollup.EmittedAsset, 'type' | 'source'> & {
  readonly source: string | Buffer;
})[] = [
  { fileName: 'foreign.html', source: FOREIGN },
  { fileName: 'index.html', name: 'Rollup HTML Asset', source: '<html><body>Größe</body></html>' },
  { fileName: 'book.xhtml', source: '<?xml version="1.0"?><html><head><title>x</title></head></html>' },
  { fileName: 'part.html', source: '<div>part</div>' },
  { name: 'frame.html', source: '<!doctype html><p>frame</p>' },
];

const emitPages = {
  name: 'emit-pages',
  generateBundle(this: Pick<rollup.PluginContext, 'emitFile'>) {
    for (const file of emitted) this.emitFile({ type: 'asset', ...file });
  },
};

it.each([
  ['rollup', async (input: string) => rollup.rollup({ input, plugins: [rollupPlugin(OPTIONS), emitPages] })],
  [
    'rolldown',
    async (input: string) => rolldown.rolldown({ input, plugins: [rolldownPlugin(OPTIONS), emitPages] }),
  ],
])('puts the stamp into pages alone, and changes no other byte of them, %s', async (_, bundle) => {
  const root = makeFolder();
  writeFileSync(join(root, 'main.js'), `import { version } from 'virtual:verstamp'; console.log(version);`);
  const build = await bundle(join(root, 'main.js'));
  await build.write({ dir: join(root, 'dist') });
  for (const { fileName, name, source } of emitted) {
    const folder = join(root, 'dist', fileName === undefined ? 'assets' : '');
    const file = fileName ?? readdirSync(folder).find((path) => path.startsWith('frame-')) ?? name ?? '';
    const bytes = readFileSync(join(folder, file));
    const at = bytes.indexOf(TAG);
    expect([file, at > -1]).toEqual([file, ['foreign.html', 'index.html', 'book.xhtml'].includes(file)]);
    const end = at === -1 ? 0 : bytes.indexOf('/>', at) + 2;
    const rest = Buffer.concat([bytes.subarray(0, Math.max(at, 0)), bytes.subarray(end)]);
    expect(rest.equals(Buffer.from(source))).toBe(true);
  }
});

it.each([
  { bundler: 'vite 8', build: vite.build },
  { bundler: 'vite 7', build: vite7.build as unknown as typeof vite.build },
])('puts the stamp into pages before the tags of others, whatever they hold, $bundler', async ({ build }) => {
  const root = makeFolder();
  writeFileSync(join(root, 'main.js'), `import { version } from 'virtual:verstamp'; console.log(version);`);
  const pages: readonly (readonly [string, string])[] = [
    ['<!-- <head> is below --><!doctype html><html><head>', '</head><body>'],
    ['<!doctype html><html>', `<body><script>var a = '<head>';</script>`],
    ['<!doctype html><head>', '</head><header></header>'],
  ];
  const input = pages.map(([before, after], index) => {
    const page = join(root, `page${index}.html`);
    writeFileSync(page, `${before}${after}<script type="module" src="/main.js"></script>`);
    return page;
  });
  const other: vite.Plugin = {
    name: 'other',
    // Vite itself would put it into the comment.
    transformIndexHtml: (html) =>
      html.startsWith('<!--') ? [] : [{ tag: 'script', children: 'other()', injectTo: 'head-prepend' }],
  };
  const common = { root, configFile: false, logLevel: 'silent' } as const;
  await build({ ...common, plugins: [vitePlugin(OPTIONS), other], build: { rollupOptions: { input } } });
  for (const [index, [before]] of pages.entries()) {
    const html = readFileSync(join(root, 'dist', `page${index}.html`), 'utf8');
    const element = /<meta name="verstamp"[^>]*>/.exec(html) ?? expect.unreachable();
    expect(html.slice(0, element.index).trim()).toBe(before);
  }
});

const HASHED = { entryFileNames: '[name]-[hash].js', format: 'es' } as const;

const outputOf = (dir: string) =>
  dir.endsWith('remote') ? { ...HASHED, entryFileNames: () => 'remoteEntry.js', dir } : { ...HASHED, dir };

const emitPage = {
  name: 'emit-page',
  generateBundle(
    this: Pick<rollup.PluginContext, 'emitFile'>,
    { dir }: { readonly dir?: string | undefined },
  ) {
    if (dir?.endsWith('paged'))
      this.emitFile({ type: 'asset', fileName: 'index.html', source: '<!doctype html>' });
  },
};

describe.each<[string, (input: rollup.InputOptions, folders: readonly string[]) => Promise<void>]>([
  [
    'rollup',
    async (input, folders) => {
      const build = await rollup.rollup(input);
      for (const dir of folders) await build.write(outputOf(dir));
    },
  ],
  [
    'rolldown',
    async (input, folders) => {
      const build = await rolldown.rolldown(input as rolldown.InputOptions);
      for (const dir of folders) await build.write(outputOf(dir));
    },
  ],
])('hashed outputs, %s', (name, write) => {
  const plugin = name === 'rollup' ? rollupPlugin : rolldownPlugin;
  it.each([
    ['are warned of if no page carries the stamp', ['plain'], 'auto', 1],
    ['are not if pages are said to', ['plain'], 'page', 0],
    ['are not if a page of another output may', ['paged', 'plain'], 'auto', 0],
    ['are not if an entry of fixed name announces it', ['remote'], 'auto', 0],
  ] as const)('%s', async (_, folders, carrier, expected) => {
    const root = makeFolder();
    writeFileSync(join(root, 'main.js'), `import { version } from 'virtual:verstamp'; console.log(version);`);
    const warnings: string[] = [];
    const input: rollup.InputOptions = {
      input: join(root, 'main.js'),
      plugins: [plugin({ ...OPTIONS, carrier }) as rollup.Plugin, emitPage],
      onLog: (_level, { message }) => warnings.push(message),
    };
    await write(
      input,
      folders.map((folder) => join(root, folder)),
    );
    expect(warnings.filter((message) => message.includes('stampTag()'))).toHaveLength(expected);
  });
});

const withVite =
  (build: typeof vite.build) =>
  async (root: string): Promise<void> => {
    const output = { entryFileNames: '[name].js' };
    const rollupOptions = {
      input: join(root, 'main.js'),
      output,
      preserveEntrySignatures: 'strict',
    } as const;
    const common = { root, configFile: false, logLevel: 'silent' } as const;
    await build({
      ...common,
      plugins: [vitePlugin(OPTIONS)],
      build: { modulePreload: false, rollupOptions },
    });
  };

it.each([
  ['vite 8', withVite(vite.build)],
  ['vite 7', withVite(vite7.build as unknown as typeof vite.build)],
  [
    'rollup',
    async (root: string) => {
      const plugins = [rollupPlugin({ ...OPTIONS, carrier: 'page' })];
      const build = await rollup.rollup({ input: join(root, 'main.js'), plugins });
      await build.write({ dir: join(root, 'dist') });
    },
  ],
])('lets an entry that holds the stamp announce it to code that looks for it, %s', async (_, build) => {
  const root = makeFolder();
  const code = `import { version as held } from 'virtual:verstamp/static'; import { version } from 'virtual:verstamp';`;
  writeFileSync(join(root, 'main.js'), `${code} export default [held, version];`);
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  await build(root);
  const { default: versions } = (await import(join(root, 'dist/main.js'))) as { readonly default: unknown };
  expect(versions).toEqual(['1.4.3.9', '1.4.3.9']);
});
