import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What a page would load. */
export interface Size {
  readonly what: string;
  readonly isOurs: boolean;
  /** Bundled by esbuild, minified, gzip. */
  readonly bytes: number;
}

const OURS: readonly (readonly [what: string, code: string])[] = [
  ['verdict', `export { verdict } from '@verstamp/core'`],
  ['checkCompatibility', `export { checkCompatibility } from '@verstamp/core'`],
  ['verifier, poll and reload policy', `export { createVerifier, reloadOnUpdate } from '@verstamp/client'`],
];

const OTHERS: readonly (readonly [what: string, code: string])[] = [
  ['compare-versions', `export { compareVersions } from 'compare-versions'`],
  ['semver satisfies', `export { default } from 'semver/functions/satisfies.js'`],
];

/** Bundles ours and others, each by itself. */
export async function measureSizes(): Promise<readonly Size[]> {
  const client = fileURLToPath(new URL('../../../../packages/client', import.meta.url));
  const bench = fileURLToPath(new URL('../..', import.meta.url));
  return Promise.all([
    ...OURS.map(async ([what, code]) => ({ what, isOurs: true, bytes: await weigh(code, client) })),
    ...OTHERS.map(async ([what, code]) => ({ what, isOurs: false, bytes: await weigh(code, bench) })),
  ]);
}

async function weigh(contents: string, resolveDir: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    conditions: ['@verstamp/source'],
  });
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).length;
}
