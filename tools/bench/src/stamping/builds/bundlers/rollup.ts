import { formatPage } from '../../app/sources.ts';
import { rollupNames, type Build, type BuildRequest } from './bundler.ts';

/** Builds with Rollup. */
export const rollupBuild: Build = async (request) => {
  const { rollup } = await import('rollup');
  const { input, plugins } = readInput(request);
  const bundle = await rollup({ input, plugins, onwarn: () => undefined });
  await bundle.write({ ...writeOptions(request), format: 'es' });
  await bundle.close();
};

/** Builds with Rolldown. */
export const rolldownBuild: Build = async (request) => {
  const { rolldown } = await import('rolldown');
  const { define, root, output } = request;
  const { input, plugins } = readInput(request);
  const platform = output === 'site' ? 'browser' : 'node';
  const bundle = await rolldown({
    input,
    plugins,
    platform,
    cwd: root,
    transform: { define: { ...define } },
  });
  await bundle.write({ ...writeOptions(request), format: 'es', minify: true });
  await bundle.close();
};

function readInput({ root, output, pages, plugins }: BuildRequest) {
  const names = output === 'site' ? pages : ['server'];
  return {
    input: Object.fromEntries(names.map((name) => [name, `${root}/src/${name}.js`])),
    plugins: (output === 'site' ? [...plugins, makePages(pages)] : [...plugins]) as never[],
  };
}

function writeOptions({ folder, output }: BuildRequest) {
  return { dir: folder, sourcemap: true, ...rollupNames(output) };
}

/** Makes pages as the usual plugins do. */
function makePages(pages: readonly string[]) {
  return {
    name: 'make-pages',
    generateBundle(
      this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): unknown },
      _: unknown,
      bundle: Readonly<Record<string, { readonly name?: string | undefined; readonly fileName: string }>>,
    ) {
      for (const page of pages) {
        const entry = Object.values(bundle).find((file) => 'isEntry' in file && file.name === page);
        const source = formatPage(page, `/${entry?.fileName}`);
        this.emitFile({ type: 'asset', fileName: `${page}.html`, source });
      }
    },
  };
}
