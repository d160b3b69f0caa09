import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import * as vite7 from 'vite7';
import esbuildPlugin from '../src/esbuild.ts';
import type { VerstampOptions } from '../src/options.ts';
import vitePlugin from '../src/vite.ts';

/** One build of a fixture. */
export interface Build {
  readonly folder: string;
  readonly options?: VerstampOptions;
  /** The project's folder, where it is not the fixture's own. */
  readonly root?: string;
}

/** The fixtures' folders. */
export const site: string = fileURLToPath(new URL('fixtures/site', import.meta.url));
/** The fixtures' folders. */
export const server: string = fileURLToPath(new URL('fixtures/server', import.meta.url));

/** Builds for a version of Vite that were written for another: the plugin has to fit both. */
type ViteBuild = (config: vite.InlineConfig) => Promise<unknown>;

const vites: readonly (readonly [name: string, build: ViteBuild])[] = [
  ['vite 8', vite.build],
  ['vite 7', vite7.build as unknown as ViteBuild],
];

/** What a scenario needs of each bundler that knows it. */
export interface Bundler {
  readonly bundler: string;
  readonly build: (build: Build) => Promise<unknown>;
}

/** A site of several pages with lazy chunks and workers. */
export function pages(base = '/'): readonly Bundler[] {
  return vites.map(([bundler, build]) => ({
    bundler,
    build: ({ folder, options, root = site }) =>
      build({
        ...common(root, options),
        base,
        build: {
          ...output(folder),
          rollupOptions: {
            input: ['index.html', 'orders.html', 'docs/bare.html'].map((page) => `${root}/${page}`),
          },
        },
      }),
  }));
}

/** A server with a lazy chunk, whose name is a hash. */
export const splitServers: readonly Bundler[] = [
  ...vites.map(([bundler, build]): Bundler => ({
    bundler,
    build: ({ folder, options, root = server }) =>
      build({ ...common(root, options), build: { ...output(folder), ssr: 'src/main.js' } }),
  })),
  {
    bundler: 'esbuild',
    build: (build) => bundle({ ...build, entries: ['src/main.js', 'src/admin/tool.js'], splitting: true }),
  },
];

/** A server in files whose names do not change. */
export const plainServers: readonly Bundler[] = [
  ...vites.map(([bundler, build]): Bundler => ({
    bundler,
    build: ({ folder, options, root = server }) =>
      build({
        ...common(root, options),
        build: {
          ...output(folder),
          ssr: 'src/main.js',
          rollupOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' } },
        },
      }),
  })),
  { bundler: 'esbuild', build: (build) => bundle({ ...build, entries: ['src/main.js'], splitting: false }) },
];

/** A library in two formats, one of which cannot be split. */
export const libraries: readonly Bundler[] = vites.map(([bundler, build]) => ({
  bundler,
  build: ({ folder, options, root = server }) =>
    build({
      ...common(root, options),
      build: {
        ...output(folder),
        lib: { entry: 'src/library.js', name: 'Library', formats: ['es', 'umd'], fileName: 'library' },
      },
    }),
}));

function common(root: string, options: VerstampOptions | undefined): vite.InlineConfig {
  return { root, configFile: false, logLevel: 'silent', plugins: [vitePlugin(options)] };
}

function output(folder: string): vite.BuildEnvironmentOptions {
  return { outDir: folder, emptyOutDir: true, sourcemap: true, minify: true };
}

async function bundle(
  build: Build & { readonly entries: string[]; readonly splitting: boolean },
): Promise<unknown> {
  return esbuild.build({
    absWorkingDir: build.root ?? server,
    entryPoints: build.entries,
    outbase: `${build.root ?? server}/src`,
    outdir: build.folder,
    bundle: true,
    minify: true,
    sourcemap: true,
    platform: 'node',
    format: 'esm',
    splitting: build.splitting,
    logLevel: 'silent',
    plugins: [esbuildPlugin(build.options)],
  });
}
