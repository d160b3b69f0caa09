// Makes of the built package what is installed: few files, without what nobody imports. Runs behind the compiler.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = import.meta.dirname;
const dist = join(root, 'dist');
const LOADER = 'compiler/loader.js';

interface Manifest {
  readonly publishConfig: {
    readonly exports: Readonly<Record<string, string | { readonly default?: string }>>;
  };
}

const { publishConfig } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const entries = Object.values(publishConfig.exports).flatMap((entry) =>
  typeof entry === 'object' && entry.default !== undefined ? [resolve(root, entry.default)] : [],
);

/** Bundlers load it by its own path: it stays a file of its own. */
const keepLoader: Plugin = {
  name: 'keep-loader',
  setup(bundling) {
    bundling.onResolve({ filter: /\/loader\.js$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${LOADER}`, external: true },
    );
  },
};

/** Lists the declarations that can be reached from the entries. */
function reachDeclarations(paths: readonly string[]): ReadonlySet<string> {
  const reached = new Set(paths);
  for (const path of reached) {
    for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)) {
      reached.add(resolve(dirname(path), name.replace(/\.[jt]s$/, '.d.ts')));
    }
  }
  return reached;
}

const declarations = reachDeclarations(entries.map((entry) => entry.replace(/\.js$/, '.d.ts')));
const { outputFiles } = await build({
  entryPoints: [...entries, join(dist, LOADER)],
  outdir: dist,
  outbase: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'es2023',
  packages: 'external',
  minify: true,
  charset: 'utf8',
  write: false,
  plugins: [keepLoader],
});
for (const path of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  const file = join(dist, path);
  if (/\.(?:js|d\.ts)$/.test(file) && !declarations.has(file)) rmSync(file);
}
for (const { path, contents } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
