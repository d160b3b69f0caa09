import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Answers about a client and a server version; what it answers is the contender's affair. */
export type Ask = (client: string, server: string) => unknown;

/** Something that is measured. */
export interface Contender {
  readonly title: string;
  readonly ask: Ask;
}

const SOURCES = [
  // The built package, as an application would get it from the registry.
  ['verdict', `import { verdict } from '../../packages/core/dist/index.js'`, `verdict(a, b, 'xx------')`],
  [
    'verdict again (control)',
    `import { verdict } from '../../packages/core/dist/index.js'`,
    `verdict(a, b, 'xx------')`,
  ],
  ['compare-versions', `import { compareVersions } from 'compare-versions'`, 'compareVersions(a, b)'],
  ['semver satisfies', `import satisfies from 'semver/functions/satisfies.js'`, `satisfies(b, '^' + a)`],
] as const;

/** Bundles every contender by itself, minified, as a page would get it. The first one is measured against the others. */
export async function loadContenders(): Promise<readonly Contender[]> {
  return Promise.all(
    SOURCES.map(async ([title, imports, call]) => {
      const code = await bundle(`${imports}; export const ask = (a, b) => ${call}; // ${title}`);
      // The title makes the address differ: the control must not share a module with what it controls.
      const text = Buffer.from(`${code}//${title}`).toString('base64');
      const loaded = (await import(`data:text/javascript;base64,${text}`)) as { readonly ask: Ask };
      return { title, ask: loaded.ask };
    }),
  );
}

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL('../..', import.meta.url)) },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
