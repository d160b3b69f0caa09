import { join, relative } from 'node:path';
import { rolldown, type OutputOptions, type Plugin } from 'rolldown';

/** What is bundled, and how. */
export interface CodeInput {
  /** The folder that holds what the compiler wrote. */
  readonly dist: string;
  /** Paths of what is imported from outside. */
  readonly entries: readonly string[];
  /** The path in `dist` of a file that stays by itself. */
  readonly apart: string | undefined;
  readonly layout: Layout;
}

/**
 * How shared code is laid out. `split`: in a file for every set of entries and later imports that share a module.
 * `together`, for entries that need nearly the same: all that any of them loads at once is in one file. `compact`, for a
 * package that ends in nobody's bundle: all is in one file, as small as can be.
 */
export type Layout = (typeof LAYOUTS)[number];

/** Every layout; the first is the usual one. */
export const LAYOUTS = ['split', 'together', 'compact'] as const;

/** Bundles compiled modules, and gives the text of each file. */
export async function bundleCode(input: CodeInput): Promise<ReadonlyMap<string, string>> {
  const { dist, entries, apart } = input;
  const paths = apart === undefined ? entries : [...entries, join(dist, apart)];
  const bundle = await rolldown({
    input: Object.fromEntries(paths.map((path) => [relative(dist, path).replace(/\.js$/, ''), path])),
    platform: 'node',
    external: /^(?![./])/,
    plugins: apart === undefined ? [] : [keepApart(apart)],
  });
  const { output } = await bundle.generate(chooseOutput(input));
  await bundle.close();
  return new Map(
    output.flatMap((file) => (file.type === 'chunk' ? [[join(dist, file.fileName), file.code]] : [])),
  );
}

function chooseOutput({ entries, apart, layout }: CodeInput): OutputOptions {
  switch (layout) {
    case 'split':
      return READABLE;
    case 'together':
      return { ...READABLE, codeSplitting: together(entries) };
    case 'compact':
      return compact(apart);
  }
}

function together(entries: readonly string[]): NonNullable<OutputOptions['codeSplitting']> {
  // What an entry does itself is done for nobody else.
  const test = (id: string): boolean => !entries.includes(id);
  return { groups: [{ name: 'shared', tags: ['$initial'], test, minSize: 0 }] };
}

/** Bundlers go on with it, and leave out what is marked as pure. */
const READABLE: OutputOptions = {
  comments: { annotation: true, jsdoc: false, legal: false },
  chunkFileNames: 'shared.js',
  minifyInternalExports: false,
};

/** All code stands in one file: what several of them say to each other would be a tenth of them. */
function compact(apart: string | undefined): OutputOptions {
  const test = (id: string): boolean => apart === undefined || !id.endsWith(`/${apart}`);
  return {
    minify: true,
    comments: false,
    chunkFileNames: '[name].js',
    codeSplitting: { groups: [{ name: 'shared', test, minSize: 0 }] },
  };
}

function keepApart(apart: string): Plugin {
  const [name = ''] = apart.split('/').slice(-1);
  return {
    name: 'keep-apart',
    resolveId: (id, importer) =>
      importer !== undefined && id.endsWith(`/${name}`) ? { id: `./${apart}`, external: true } : null,
  };
}
