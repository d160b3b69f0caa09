import { rspack } from '@rspack/core';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import webpack from 'webpack';
import rspackPlugin from '../../src/rspack.ts';
import webpackPlugin from '../../src/webpack.ts';
import type { VerstampOptions } from '../../src/options.ts';
import { remote, server, site, type Build, type Bundler } from './bundler.ts';

/** A page that the bundler's usual plugin makes. */
interface Page {
  readonly filename: string;
  readonly chunks: string[];
}

/** A container of modules, as Module Federation has them. */
interface Container {
  readonly name: string;
  readonly filename: string;
  readonly exposes: Record<string, string>;
  readonly library?: { readonly type: string };
}

/** What webpack and Rspack compile: one configuration, or several in one run. */
type Configurations = webpack.Configuration | webpack.Configuration[];

/** One of the two, which take the same configurations. */
export interface Compiling {
  readonly name: string;
  /** Its entry point. */
  readonly bundle: typeof webpack;
  /** Compiles, and gives the errors. */
  readonly compile: (configuration: Configurations) => Promise<string>;
  readonly plugin: (options: VerstampOptions | undefined) => object;
  readonly page: (page: Page) => object;
  /** Makes a container of modules for other sites. */
  readonly federate: (container: Container) => object;
}

/** Webpack and Rspack. */
export const compilers: readonly Compiling[] = [
  {
    name: 'webpack',
    bundle: webpack,
    compile: async (configuration) => run(webpack, configuration),
    plugin: webpackPlugin,
    page: (page) => new HtmlWebpackPlugin({ ...page, title: 'Shop' }),
    federate: (container) => new webpack.container.ModuleFederationPlugin(container),
  },
  {
    name: 'rspack',
    bundle: rspack as unknown as typeof webpack,
    compile: async (configuration) => run(rspack as unknown as typeof webpack, configuration),
    plugin: rspackPlugin,
    page: (page) => new rspack.HtmlRspackPlugin({ ...page, title: 'Shop' }),
    // The newer one only adds a runtime of another package.
    federate: (container) => new rspack.container.ModuleFederationPluginV1(container),
  },
];

type Plugins = NonNullable<webpack.Configuration['plugins']>;

type Configure = (root: string, compiling: Compiling) => webpack.Configuration;

const bundlers = (fixture: string, configure: Configure): readonly Bundler[] =>
  compilers.map((compiling) => ({
    bundler: compiling.name,
    build: async ({ root = fixture, folder, options, plugins = [] }: Build) => {
      const { output, plugins: own = [], ...given } = configure(root, compiling);
      const errors = await compiling.compile({
        mode: 'production',
        devtool: 'source-map',
        context: root,
        ...given,
        output: { path: folder, ...output },
        plugins: [compiling.plugin(options), ...own, ...plugins] as Plugins,
      });
      if (errors !== '') throw new Error(errors);
    },
  }));

const HASHED = { filename: '[name]-[contenthash:8].js', chunkFilename: '[name]-[contenthash:8].js' };
const PLAIN = { filename: '[name].js', chunkFilename: '[name].js' };
const MODULE = { module: true, library: { type: 'module' } } as const;

/** A site of several pages with workers, under a base. */
export function pages(base: string): readonly Bundler[] {
  return bundlers(site, (root, { page }) => ({
    entry: { index: `${root}/src/app.js`, orders: `${root}/src/orders.js` },
    experiments: { topLevelAwait: true },
    output: { ...HASHED, publicPath: base === './' ? 'auto' : base },
    plugins: [
      page({ filename: 'index.html', chunks: ['index'] }),
      page({ filename: 'orders.html', chunks: ['orders'] }),
      page({ filename: 'docs/bare.html', chunks: ['orders'] }),
    ] as Plugins,
  }));
}

/** A container of modules for other sites, as a module or a script. */
export function remotes({ isModule }: { readonly isModule: boolean }): readonly Bundler[] {
  return bundlers(remote, (root, { federate }) => {
    const container = {
      name: 'cart',
      filename: 'remoteEntry.js',
      exposes: { './basket': './src/basket.js' },
    };
    return {
      entry: { other: `${root}/src/other.js` },
      ...(isModule ? { experiments: { outputModule: true } } : {}),
      output: { ...HASHED, publicPath: 'auto', ...(isModule ? { module: true } : {}) },
      plugins: [federate({ ...container, ...(isModule ? { library: { type: 'module' } } : {}) })] as Plugins,
    };
  });
}

/** A server in files whose names are hashes, or not. */
export function servers({ isHashed }: { readonly isHashed: boolean }): readonly Bundler[] {
  return bundlers(server, (root) => ({
    entry: { main: `${root}/src/main.js` },
    target: 'node22',
    experiments: { outputModule: true },
    output: { ...(isHashed ? { ...HASHED, filename: '[name].js' } : PLAIN), ...MODULE },
  }));
}

async function run(bundle: typeof webpack, configuration: Configurations): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const compiler = bundle(configuration as webpack.Configuration, (problem, stats) => {
    const settle = () => {
      if (problem) reject(problem);
      else resolve(stats?.hasErrors() ? stats.toString({ all: false, errors: true }) : '');
    };
    // A cache on the disk is written when the compiler is closed.
    if (compiler) compiler.close(settle);
    else settle();
  });
  return promise;
}
