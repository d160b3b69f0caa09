import * as vite from 'vite';
import * as vite7 from 'vite7';
import type { VerstampOptions } from '../../src/options.ts';
import plugin from '../../src/vite.ts';
import { remote, server, site, type Bundler } from './bundler.ts';

/** Builds for a version of Vite that were written for another: the plugin has to fit both. */
type ViteBuild = (config: vite.InlineConfig) => Promise<unknown>;

const vites: readonly (readonly [name: string, build: ViteBuild])[] = [
  ['vite 8', vite.build],
  ['vite 7', vite7.build as unknown as ViteBuild],
];

/** A site under a base. */
export function pages(base: string): readonly Bundler[] {
  return vites.map(([bundler, build]) => ({
    bundler,
    build: ({ folder, options, plugins, root = site, keep }) =>
      build({
        ...common(root, options, plugins),
        base,
        build: {
          ...output(folder, keep),
          rollupOptions: {
            input: ['index.html', 'orders.html', 'docs/bare.html'].map((page) => `${root}/${page}`),
          },
        },
      }),
  }));
}

/** A container of modules for other sites, as a module that imports hashed chunks or holds all but the lazy ones. */
export function remotes({ isAlone }: { readonly isAlone: boolean }): readonly Bundler[] {
  return vites.map(([bundler, build]) => ({
    bundler,
    build: ({ folder, options, root = remote }) =>
      build({
        ...common(root, options),
        base: './',
        build: {
          ...output(folder),
          rollupOptions: {
            input: {
              remoteEntry: `${root}/src/entry.js`,
              ...(isAlone ? {} : { other: `${root}/src/other.js` }),
            },
            preserveEntrySignatures: isAlone ? 'allow-extension' : 'strict',
            output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash:8].js' },
          },
        },
      }),
  }));
}

/** A server in files whose names are hashes, or not. */
export function servers({ isHashed }: { readonly isHashed: boolean }): readonly Bundler[] {
  const names = { entryFileNames: '[name].js', chunkFileNames: '[name].js' };
  return vites.map(([bundler, build]) => ({
    bundler,
    build: ({ folder, options, plugins, root = server, keep }) =>
      build({
        ...common(root, options, plugins),
        build: {
          ...output(folder, keep),
          ssr: 'src/main.js',
          ...(isHashed ? {} : { rollupOptions: { output: names } }),
        },
      }),
  }));
}

/** A library in two formats, one of which cannot be split. */
export const libraries: readonly Bundler[] = vites.map(([bundler, build]) => ({
  bundler,
  build: ({ folder, options, plugins, root = server, keep }) =>
    build({
      ...common(root, options, plugins),
      build: {
        ...output(folder, keep),
        lib: { entry: 'src/library.js', name: 'Library', formats: ['es', 'umd'], fileName: 'library' },
      },
    }),
}));

function common(
  root: string,
  options: VerstampOptions | undefined,
  plugins: readonly object[] = [],
): vite.InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [plugin(options), ...(plugins as vite.Plugin[])],
  };
}

function output(folder: string, keep = false): vite.BuildEnvironmentOptions {
  return { outDir: folder, emptyOutDir: !keep, sourcemap: true, minify: true };
}
