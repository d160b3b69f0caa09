import * as rolldown from 'rolldown';
import * as rollup from 'rollup';
import rolldownPlugin from '../../src/rolldown.ts';
import rollupPlugin from '../../src/rollup.ts';
import { remote, server, site, type Build, type Bundler } from './bundler.ts';

/** The options that both take, as far as the scenarios use them. */
interface Options {
  readonly input: Record<string, string>;
  readonly platform: 'browser' | 'node';
  readonly plugins: readonly object[];
  readonly output: readonly {
    readonly format: 'es' | 'cjs' | 'umd';
    readonly name?: string;
    readonly entryFileNames?: string | ((chunk: { readonly name: string }) => string);
    readonly chunkFileNames?: string;
  }[];
}

type Configure = (root: string) => Options;

const rollups: readonly (readonly [string, (options: Configure, build: Build) => Promise<unknown>])[] = [
  ['rollup', buildWithRollup],
  ['rolldown', buildWithRolldown],
];

const bundlers = (fixture: string, configure: Configure): readonly Bundler[] =>
  rollups.map(([bundler, build]) => ({
    bundler,
    build: async (given) => build(configure, { root: fixture, ...given }),
  }));

/** A site whose pages another plugin makes; workers are not found by these bundlers. */
export const pages: readonly Bundler[] = bundlers(site, (root) => ({
  input: { orders: `${root}/src/orders.js`, other: `${root}/src/orders.js?other` },
  platform: 'browser',
  plugins: [queries, makePages(['orders', 'docs/bare'])],
  output: [{ format: 'es', entryFileNames: '[name]-[hash:8].js', chunkFileNames: '[name]-[hash:8].js' }],
}));

/** A container of modules for other sites, beside an entry whose name is a hash; or not, and then it reads no stamp itself. */
export function remotes({ isHashed }: { readonly isHashed: boolean }): readonly Bundler[] {
  return bundlers(remote, (root) => ({
    input: {
      remoteEntry: `${root}/src/${isHashed ? 'entry' : 'container'}.js`,
      other: `${root}/src/other.js`,
    },
    platform: 'browser',
    plugins: [],
    output: [
      {
        format: 'es',
        entryFileNames: isHashed ? nameEntry : '[name].js',
        chunkFileNames: '[name]-[hash:8].js',
      },
    ],
  }));
}

function nameEntry({ name }: { readonly name: string }): string {
  return name === 'remoteEntry' ? '[name].js' : '[name]-[hash:8].js';
}

/** A server in files whose names are hashes, or not. */
export function servers({ isHashed }: { readonly isHashed: boolean }): readonly Bundler[] {
  const names = isHashed ? {} : { chunkFileNames: '[name].js' };
  return bundlers(server, (root) => ({
    input: { main: `${root}/src/main.js` },
    platform: 'node',
    plugins: [],
    output: [{ format: 'es', ...names }],
  }));
}

/** A library in two formats, one of which cannot be split. */
export const libraries: readonly Bundler[] = bundlers(server, (root) => ({
  input: { library: `${root}/src/library.js` },
  platform: 'node',
  plugins: [],
  output: [{ format: 'es' }, { format: 'umd', name: 'Library', entryFileNames: 'library.umd.cjs' }],
}));

/** Lets one module be two entries. */
const queries = {
  name: 'queries',
  resolveId: (id: string) => (id.endsWith('?other') ? { id: id.replace('?other', '') } : null),
};

function makePages(names: readonly string[]) {
  return {
    name: 'make-pages',
    generateBundle(this: { emitFile(file: object): unknown }, _: unknown, bundle: object) {
      const entry = Object.keys(bundle).find((file) => file.startsWith('orders-') && file.endsWith('.js'));
      for (const name of names) {
        const source = `<!doctype html><title>${name}</title><script type="module" src="/${entry}"></script>`;
        this.emitFile({ type: 'asset', fileName: `${name}.html`, source });
      }
    },
  };
}

async function buildWithRollup(
  configure: Configure,
  { root = '', folder, options, plugins: others }: Build,
): Promise<void> {
  const { platform: _, output, plugins, ...input } = configure(root);
  await inFolder(root, async () => {
    const bundle = await rollup.rollup({
      ...input,
      plugins: [rollupPlugin(options), plugins, others],
    } as rollup.InputOptions);
    for (const item of output) await bundle.write(outputOptions(folder, item));
    await bundle.close();
  });
}

async function buildWithRolldown(
  configure: Configure,
  { root = '', folder, options, plugins: others }: Build,
): Promise<void> {
  const { output, plugins, ...input } = configure(root);
  const all = [rolldownPlugin(options), plugins, others] as rolldown.RolldownPluginOption;
  const bundle = await rolldown.rolldown({ ...input, cwd: root, plugins: all });
  for (const item of output) {
    await bundle.write({ ...(outputOptions(folder, item) as rolldown.OutputOptions), minify: true });
  }
  await bundle.close();
}

function outputOptions(folder: string, output: Options['output'][number]): rollup.OutputOptions {
  return { ...output, dir: folder, sourcemap: true };
}

/** Rollup knows no folder but the process's. */
async function inFolder(folder: string, act: () => Promise<void>): Promise<void> {
  const before = process.cwd();
  process.chdir(folder);
  try {
    await act();
  } finally {
    process.chdir(before);
  }
}
