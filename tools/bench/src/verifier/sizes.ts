import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundle } from '../../../../packages/client/e2e/bundle.ts';
import { NOTIFIER } from './polling/pages.ts';

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
  [
    'verifier, poll and banner',
    `export * from '@verstamp/client/banner'; export { createVerifier } from '@verstamp/client'`,
  ],
];

const OTHERS: readonly (readonly [what: string, code: string])[] = [
  ['compare-versions', `export { compareVersions } from 'compare-versions'`],
  ['semver satisfies', `export { default } from 'semver/functions/satisfies.js'`],
  ['version-polling', `export { createVersionPolling } from 'version-polling'`],
  ['plugin-web-update-notification, poll and notice', `export * from ${JSON.stringify(NOTIFIER)}`],
];

/** Bundles ours and others, each by itself. */
export async function measureSizes(): Promise<readonly Size[]> {
  const bench = fileURLToPath(new URL('../..', import.meta.url));
  return Promise.all([
    ...OURS.map(async ([what, code]) => ({ what, isOurs: true, bytes: await weigh(code) })),
    ...OTHERS.map(async ([what, code]) => ({ what, isOurs: false, bytes: await weigh(code, bench) })),
  ]);
}

async function weigh(code: string, folder?: string): Promise<number> {
  return gzipSync(await bundle(code, folder), { level: 9 }).length;
}
