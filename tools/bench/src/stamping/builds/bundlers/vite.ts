import type { InlineConfig } from 'vite';
import { rollupNames, type Build, type BuildRequest } from './bundler.ts';

/** Builds with the Vite of that package. */
export function viteBuild(vite: 'vite' | 'vite7'): Build {
  return async (request) => {
    const { build } = (await import(vite)) as { readonly build: (config: InlineConfig) => Promise<unknown> };
    return build(configure(request));
  };
}

function configure({ root, folder, output, pages, plugins, define }: BuildRequest): InlineConfig {
  const isSite = output === 'site';
  return {
    root,
    configFile: false,
    logLevel: 'silent',
    define: { ...define },
    plugins: plugins as NonNullable<InlineConfig['plugins']>,
    build: {
      outDir: folder,
      emptyOutDir: true,
      sourcemap: true,
      minify: true,
      reportCompressedSize: false,
      ...(isSite ? {} : { ssr: 'src/server.js' }),
      rollupOptions: isSite
        ? { input: pages.map((page) => `${root}/${page}.html`) }
        : { output: rollupNames(output) },
    },
  };
}
