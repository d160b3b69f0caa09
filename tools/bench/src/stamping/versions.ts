import { readFileSync } from 'node:fs';

/** Whom the figures are of, apart from the plugins of this repository. */
const PACKAGES = [
  'vite',
  'vite7',
  'rollup',
  'rolldown',
  'esbuild',
  'webpack',
  '@rspack/core',
  'html-webpack-plugin',
  'vite-plugin-version-mark',
  'unplugin-info',
  'rollup-plugin-version-injector',
  '@sentry/vite-plugin',
  '@plugin-web-update-notification/vite',
];

/** Versions by the names of those who bear them. */
export type Versions = Readonly<Record<string, string>>;

/** Reads the versions of what is installed for the bench. */
export function readVersions(): Versions {
  return Object.fromEntries(PACKAGES.map((name) => [name, readVersion(name)]));
}

function readVersion(name: string): string {
  const path = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { readonly version: string };
  return version;
}
