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
  readonly isCompact: boolean;
  /** Whether all that any entry loads at once stands in one file. */
  readonly isTogether: boolean;
}

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

function chooseOutput({ entries, apart, isCompact, isTogether }: CodeInput): OutputOptions {
  if (isCompact) return compact(apart);
  return isTogether ? { ...READABLE, codeSplitting: together(entries) } : READABLE;
}

/** Without it there is a file for every set of entries and later imports that share a module. */
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
