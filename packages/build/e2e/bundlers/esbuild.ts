import * as esbuild from 'esbuild';
import plugin from '../../src/esbuild.ts';
import { remote, server, type Bundler } from './bundler.ts';

/** A server in files whose names are hashes, or not. */
export function servers({ isHashed }: { readonly isHashed: boolean }): readonly Bundler[] {
  const build: Bundler['build'] = async ({ folder, options, root = server, plugins = [] }) =>
    esbuild.build({
      absWorkingDir: root,
      entryPoints: isHashed ? ['src/main.js', 'src/admin/tool.js'] : ['src/main.js'],
      outbase: `${root}/src`,
      outdir: folder,
      bundle: true,
      minify: true,
      sourcemap: true,
      platform: 'node',
      format: 'esm',
      splitting: isHashed,
      logLevel: 'silent',
      plugins: [plugin(options), ...(plugins as esbuild.Plugin[])],
    });
  return [{ bundler: 'esbuild', build }];
}

/** A container of modules for other sites, which reads the stamp itself. */
export const remotes: readonly Bundler[] = [
  {
    bundler: 'esbuild',
    build: async ({ folder, options, root = remote }) =>
      esbuild.build({
        absWorkingDir: root,
        entryPoints: { remoteEntry: 'src/entry.js', other: 'src/other.js' },
        outdir: folder,
        bundle: true,
        minify: true,
        sourcemap: true,
        format: 'esm',
        splitting: true,
        logLevel: 'silent',
        plugins: [plugin({ ...options, carrier: 'inline' })],
      }),
  },
];
