import type { Build } from './bundler.ts';
import { rspackBuild, webpackBuild } from './compiler.ts';
import { esbuildBuild } from './esbuild.ts';
import { rolldownBuild, rollupBuild } from './rollup.ts';
import { viteBuild } from './vite.ts';

export { HASHED_FOLDER } from './bundler.ts';
export type { BuildRequest, Output } from './bundler.ts';

/** A bundler, and what it knows by itself. */
export interface Bundler {
  readonly build: Build;
  /** Which of a contender's plugins fits it. */
  readonly kind: 'vite' | 'rollup' | 'rolldown' | 'esbuild' | 'webpack' | 'rspack';
  readonly hasWorker: boolean;
  readonly hasDefine: boolean;
}

/** What is built with. */
export const BUNDLERS = {
  'vite 8': { build: viteBuild('vite'), kind: 'vite', hasWorker: true, hasDefine: true },
  'vite 7': { build: viteBuild('vite7'), kind: 'vite', hasWorker: true, hasDefine: true },
  rollup: { build: rollupBuild, kind: 'rollup', hasWorker: false, hasDefine: false },
  rolldown: { build: rolldownBuild, kind: 'rolldown', hasWorker: false, hasDefine: true },
  esbuild: { build: esbuildBuild, kind: 'esbuild', hasWorker: false, hasDefine: true },
  webpack: { build: webpackBuild, kind: 'webpack', hasWorker: true, hasDefine: true },
  rspack: { build: rspackBuild, kind: 'rspack', hasWorker: true, hasDefine: true },
} as const satisfies Readonly<Record<string, Bundler>>;

/** The name of a bundler in the table. */
export type BundlerName = keyof typeof BUNDLERS;
