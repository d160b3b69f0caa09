import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { compileModule } from 'svelte/compiler';
import type { Poller } from './pollers.ts';

const BENCH = fileURLToPath(new URL('../../..', import.meta.url));
const OURS = fileURLToPath(new URL('../../../../../packages/client/src/index.ts', import.meta.url));

/** Bundles a poller's own code for its page, with what a framework would give it. */
export async function bundlePoller({ code, given = {} }: Poller): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: BENCH },
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    conditions: ['@verstamp/source', 'browser', 'production'],
    define: {
      'import.meta.test': 'false',
      'import.meta.server': 'false',
      __SVELTEKIT_APP_VERSION_FILE__: '"_app/version.json"',
      __SVELTEKIT_APP_VERSION_POLL_INTERVAL__: '0',
      __SVELTEKIT_APP_VERSION_CHECKS_ENABLED__: 'true',
    },
    plugins: [give(given), findPeers, compileRunes],
  });
  return outputFiles[0]?.text ?? '';
}

/** Writes the page that runs the code; what is told is counted. */
export function writePage({ markup = '' }: Poller): string {
  const count = '<script>window.told = 0; window.tell = () => window.told++;</script>';
  return `<!doctype html><title>Shop</title>${count}<body>${markup}<script type="module" src="app.js"></script>`;
}

function give(given: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'given',
    setup(builder) {
      builder.onResolve({ filter: /./ }, ({ path }) =>
        path in given ? { path, namespace: 'given' } : undefined,
      );
      builder.onLoad({ filter: /./, namespace: 'given' }, ({ path }) => ({
        contents: given[path] ?? '',
        resolveDir: BENCH,
      }));
    },
  };
}

const viaVite = createRequire(createRequire(import.meta.url).resolve('@plugin-web-update-notification/vite'));

/** The script that @plugin-web-update-notification injects into pages; its package does not export it. */
export const NOTIFIER: string = fileURLToPath(
  new URL(
    'webUpdateNoticeInjectScript.mjs',
    pathToFileURL(viaVite.resolve('@plugin-web-update-notification/core')),
  ),
);

/** Finds files that packages do not export: frameworks give them to browsers themselves. */
const findPeers: Plugin = {
  name: 'peers',
  setup(builder) {
    builder.onResolve({ filter: /^@verstamp\/client$/ }, () => ({ path: OURS }));
    builder.onResolve({ filter: /^@plugin-web-update-notification$/ }, () => ({ path: NOTIFIER }));
    builder.onResolve({ filter: /^(?:@sveltejs\/kit|nuxt)\// }, ({ path, importer }) =>
      importer.includes('node_modules') ? undefined : { path: `${BENCH}node_modules/${path}` },
    );
  },
};

/** Compiles what Svelte compiles before it is bundled. */
const compileRunes: Plugin = {
  name: 'runes',
  setup(builder) {
    builder.onLoad({ filter: /\.svelte\.js$/ }, ({ path: filename }) => ({
      contents: compileModule(readFileSync(filename, 'utf8'), { filename, generate: 'client' }).js.code,
    }));
  },
};
