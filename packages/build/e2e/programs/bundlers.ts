import { readdirSync } from 'node:fs';
import { basename, relative } from 'node:path';
import * as esbuild from 'esbuild';
import fc from 'fast-check';
import * as rolldown from 'rolldown';
import * as rollup from 'rollup';
import * as vite from 'vite';
import * as vite7 from 'vite7';
import esbuildPlugin from '../../src/esbuild.ts';
import type { VerstampOptions } from '../../src/options.ts';
import rolldownPlugin from '../../src/rolldown.ts';
import rollupPlugin from '../../src/rollup.ts';
import vitePlugin from '../../src/vite.ts';
import { compilers, type Compiling } from '../bundlers/compiler.ts';

/** How a program is put out for Node, in words that each bundler has an equal for. */
export interface Output {
  readonly format: 'es' | 'cjs';
  /** With `[name]` and perhaps `[hash]`, without their ending. */
  readonly entryNames: string;
  readonly chunkNames: string;
  readonly sourcemap: boolean | 'inline';
  readonly options: Pick<VerstampOptions, 'carrier' | 'digests' | 'document'>;
}

/** Draws any output of a bundler. */
export function anyOutput(bundler: string): fc.Arbitrary<Output> {
  // All chunks of esbuild are called alike but for their hashes.
  const isNamed = bundler !== 'esbuild';
  return anything.filter(({ chunkNames }) => isNamed || chunkNames.includes('[hash]'));
}

const anything: fc.Arbitrary<Output> = fc.record({
  format: fc.constantFrom('es', 'cjs'),
  entryNames: fc.constantFrom('[name]', '[name]-[hash]', 'deep/[name]', '[hash]/[name]'),
  chunkNames: fc.constantFrom('[name]', '[name]-[hash]', 'chunks/[name]-[hash]', '[hash]'),
  sourcemap: fc.constantFrom<Output['sourcemap'][]>(false, true, 'inline'),
  options: fc.record({
    carrier: fc.constantFrom('auto', 'inline'),
    digests: fc.boolean(),
    document: fc.constantFrom<(string | false)[]>('version.json', 'meta/own.json', false),
  }),
});

/** One build of a program. */
export interface ProgramBuild {
  readonly root: string;
  readonly folder: string;
  readonly entries: Readonly<Record<string, string>>;
  readonly output: Output;
}

/** Builds a program, and returns the files of its entries. */
export type BuildProgram = (build: ProgramBuild) => Promise<readonly string[]>;

/** The bundlers that write programs for Node of several files. */
export const bundlers: Readonly<Record<string, BuildProgram>> = {
  async rollup({ entries, ...build }) {
    // Rollup is not told what runs a program.
    const plugins = [rollupPlugin({ ...build.output.options, carrier: 'inline' })];
    const bundle = await rollup.rollup({ input: entries, external: 'node:fs', plugins });
    return listEntries(await bundle.write({ ...settings(build), dir: build.folder }));
  },
  async rolldown({ root, entries, ...build }) {
    const bundle = await rolldown.rolldown({
      cwd: root,
      input: entries,
      platform: 'node',
      logLevel: 'silent',
      plugins: [rolldownPlugin(build.output.options)],
    });
    const written = await bundle.write({ ...settings(build), dir: build.folder });
    await bundle.close();
    return listEntries(written);
  },
  'vite 8': async (build) => buildWithVite(vite.build, build),
  'vite 7': async (build) => buildWithVite(vite7.build as unknown as typeof vite.build, build),
  async esbuild({ root, folder, entries, output }) {
    const { format, sourcemap, entryNames, chunkNames, options } = output;
    const { metafile } = await esbuild.build({
      absWorkingDir: root,
      entryPoints: entries,
      outdir: folder,
      bundle: true,
      metafile: true,
      platform: 'node',
      format: format === 'es' ? 'esm' : 'cjs',
      splitting: format === 'es',
      outExtension: { '.js': endingOf(output) },
      entryNames,
      chunkNames,
      sourcemap,
      logLevel: 'silent',
      plugins: [esbuildPlugin(options)],
    });
    const files = Object.entries(metafile.outputs).filter(([, { entryPoint = '' }]) =>
      entryPoint.startsWith('src'),
    );
    return files.map(([file]) => relative(folder, `${root}/${file}`));
  },
  ...Object.fromEntries(
    compilers.map((compiling) => [compiling.name, async (build: ProgramBuild) => compile(compiling, build)]),
  ),
};

async function compile(
  { compile: run, plugin }: Compiling,
  { root, folder, entries, output }: ProgramBuild,
): Promise<readonly string[]> {
  const { format, sourcemap, options } = output;
  const name = (names: string) => names.replace('[hash]', '[contenthash:8]') + endingOf(output);
  const errors = await run({
    mode: 'production',
    context: root,
    entry: { ...entries },
    target: 'node22',
    devtool: sourcemap === false ? false : sourcemap ? 'source-map' : 'inline-source-map',
    experiments: { outputModule: format === 'es' },
    output: {
      path: folder,
      filename: name(output.entryNames),
      chunkFilename: name(output.chunkNames),
      module: format === 'es',
      library: { type: format === 'es' ? 'module' : 'commonjs2' },
    },
    plugins: [plugin(options) as never],
  });
  if (errors !== '') throw new Error(errors);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.filter((file) => basename(file).startsWith('entry') && file.endsWith(endingOf(output)));
}

async function buildWithVite(
  build: typeof vite.build,
  { root, folder, entries, output }: ProgramBuild,
): Promise<readonly string[]> {
  const written = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [vitePlugin(output.options)],
    build: {
      ssr: true,
      outDir: folder,
      sourcemap: output.sourcemap,
      rollupOptions: { input: entries, output: settings({ output }) },
    },
  });
  return listEntries(written as Written);
}

function settings({ output }: Pick<ProgramBuild, 'output'>) {
  const { format, sourcemap, entryNames, chunkNames } = output;
  const ending = endingOf(output);
  return {
    format,
    sourcemap,
    entryFileNames: entryNames + ending,
    chunkFileNames: chunkNames + ending,
  } as const;
}

/** What tells Node the kind of module. */
function endingOf({ format }: Output): string {
  return format === 'es' ? '.mjs' : '.cjs';
}

interface Written {
  readonly output: readonly { readonly fileName: string; readonly isEntry?: boolean }[];
}

function listEntries({ output }: Written): readonly string[] {
  return output.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName);
}
