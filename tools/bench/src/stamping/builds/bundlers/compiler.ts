import type { Configuration, WebpackPluginInstance } from 'webpack';
import type webpack from 'webpack';
import { HASHED_FOLDER, type Build, type BuildRequest } from './bundler.ts';

/** The bundler, and its usual way of making a page. */
interface Compiling {
  readonly compile: typeof webpack;
  readonly page: (page: { readonly filename: string; readonly chunks: string[] }) => WebpackPluginInstance;
}

/** Builds with webpack. */
export const webpackBuild: Build = async (request) => {
  const { default: compile } = await import('webpack');
  const { default: HtmlWebpackPlugin } = await import('html-webpack-plugin');
  return run(request, { compile, page: (page) => new HtmlWebpackPlugin({ ...page, title: 'shop' }) });
};

/** Builds with Rspack. */
export const rspackBuild: Build = async (request) => {
  const { rspack } = await import('@rspack/core');
  return run(request, {
    compile: rspack as unknown as typeof webpack,
    page: (page) =>
      new rspack.HtmlRspackPlugin({ ...page, title: 'shop' }) as unknown as WebpackPluginInstance,
  });
};

async function run(request: BuildRequest, compiling: Compiling): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  compiling.compile(configure(request, compiling), (problem, stats) => {
    if (problem) reject(problem);
    else if (stats?.hasErrors()) reject(new Error(stats.toString({ all: false, errors: true })));
    else resolve();
  });
  return promise;
}

function configure(
  { root, folder, output, pages, ...rest }: BuildRequest,
  compiling: Compiling,
): Configuration {
  const isSite = output === 'site';
  const hashed = `${HASHED_FOLDER}/[name]-[contenthash].js`;
  const names = isSite ? pages : ['server'];
  const outputs = isSite
    ? pages.map((page) => compiling.page({ filename: `${page}.html`, chunks: [page] }))
    : [];
  const defines =
    Object.keys(rest.define).length > 0 ? [new compiling.compile.DefinePlugin({ ...rest.define })] : [];
  return {
    mode: 'production',
    context: root,
    target: isSite ? 'web' : 'node22',
    devtool: 'source-map',
    entry: Object.fromEntries(names.map((name) => [name, `${root}/src/${name}.js`])),
    experiments: { outputModule: !isSite },
    performance: { hints: false },
    output: {
      path: folder,
      publicPath: isSite ? '/' : '',
      clean: true,
      filename: isSite ? hashed : '[name].js',
      chunkFilename: output === 'file' ? 'chunks/[id].js' : hashed,
      ...(isSite ? {} : { module: true, library: { type: 'module' } }),
    },
    plugins: [...(rest.plugins as WebpackPluginInstance[]), ...outputs, ...defines],
  };
}
