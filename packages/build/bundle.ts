// Makes of the built package what is installed: few files, without what nobody imports. Runs behind the compiler.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { gatherDeclarations } from './declarations.ts';

const root = import.meta.dirname;
const dist = join(root, 'dist');

const LOADER = 'compiler/loader.js';

/** Bundlers load it by its own path: it stays a file of its own, which imports nothing. */
const keepLoader: Plugin = {
  name: 'keep-loader',
  resolveId: (id, importer) =>
    importer !== undefined && id.endsWith('/loader.js') ? { id: `./${LOADER}`, external: true } : null,
};

interface Manifest {
  readonly publishConfig: {
    readonly exports: Readonly<Record<string, string | { readonly default?: string }>>;
  };
}

const { publishConfig } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const entries = Object.values(publishConfig.exports).flatMap((entry) =>
  typeof entry === 'object' && entry.default !== undefined ? [resolve(root, entry.default)] : [],
);

/** All code stands in one file: what several of them say to each other would be a tenth of them. */
async function bundleCode(): Promise<ReadonlyMap<string, string>> {
  const names = [...entries, join(dist, LOADER)].map((path) => [
    relative(dist, path).replace(/\.js$/, ''),
    path,
  ]);
  const bundle = await rolldown({
    input: Object.fromEntries(names) as Record<string, string>,
    platform: 'node',
    external: /^(?![./])/,
    plugins: [keepLoader],
  });
  const { output } = await bundle.generate({
    format: 'es',
    minify: true,
    comments: false,
    chunkFileNames: '[name].js',
    codeSplitting: { groups: [{ name: 'shared', test: (id) => !id.endsWith(`/${LOADER}`), minSize: 0 }] },
  });
  await bundle.close();
  return new Map(
    output.flatMap((file) => (file.type === 'chunk' ? [[join(dist, file.fileName), file.code]] : [])),
  );
}

const code = await bundleCode();
const declarations = gatherDeclarations(
  entries.map((entry) => entry.replace(/\.js$/, '.d.ts')),
  join(dist, 'types.d.ts'),
);
for (const path of readdirSync(dist)) rmSync(join(dist, path), { recursive: true });
for (const [path, text] of [...code, ...declarations]) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
