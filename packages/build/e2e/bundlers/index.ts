import type { Bundler } from './bundler.ts';
import * as compiler from './compiler.ts';
import * as esbuild from './esbuild.ts';
import * as rollup from './rollup.ts';
import * as vite from './vite.ts';

export { server, site } from './bundler.ts';
export type { Bundler } from './bundler.ts';

/** A site of several pages with workers, under a base, for the bundlers that know workers and pages. */
export const pages = (base = '/'): readonly Bundler[] => [...vite.pages(base), ...compiler.pages(base)];

/** A site whose pages another plugin makes. */
export const plainPages: readonly Bundler[] = rollup.pages;

/** A server with a lazy chunk, whose name is a hash. */
export const splitServers: readonly Bundler[] = [
  ...vite.servers({ isHashed: true }),
  ...esbuild.servers({ isHashed: true }),
  ...rollup.servers({ isHashed: true }),
  ...compiler.servers({ isHashed: true }),
];

/** A server in files whose names do not change. */
export const plainServers: readonly Bundler[] = [
  ...vite.servers({ isHashed: false }),
  ...esbuild.servers({ isHashed: false }),
  ...rollup.servers({ isHashed: false }),
  ...compiler.servers({ isHashed: false }),
];

/** A library in two formats, one of which cannot be split. */
export const libraries: readonly Bundler[] = [...vite.libraries, ...rollup.libraries];
