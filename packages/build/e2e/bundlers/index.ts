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

/** A container of modules for other sites, and how their pages start it. */
interface Remote extends Bundler {
  readonly how: string;
  readonly as: 'module' | 'script';
  /** The path of its version document, if it stands under `/cart/`. */
  readonly document: string;
}

const remote = (how: string, all: readonly Bundler[], given: Partial<Remote> = {}): readonly Remote[] =>
  all.map((bundler) => ({ as: 'module', document: '/cart/version.json', ...given, how, ...bundler }));

/** Containers of modules for other sites. */
export const remotes: readonly Remote[] = [
  ...remote('that is a script', compiler.remotes({ isModule: false }), { as: 'script' }),
  ...remote('that is a module', compiler.remotes({ isModule: true })),
  ...remote('that stands alone', vite.remotes({ isAlone: true })),
  ...remote('that imports what others do', vite.remotes({ isAlone: false })),
  ...remote('beside a hashed entry', rollup.remotes({ isHashed: true })),
  // Nothing says that it is no server, which knows no other place than the root.
  ...remote('like a server', [...rollup.remotes({ isHashed: false }), ...esbuild.remotes], {
    document: '/version.json',
  }),
];

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
