import { RUNNING, type WriteDocument } from './answers.ts';

/** Something that asks a server whether there is a new build. */
export interface Poller {
  readonly title: string;
  /** The folder of its pages. */
  readonly id: string;
  /** What it asks for, from its page's folder. */
  readonly path: string;
  readonly method: 'GET' | 'HEAD';
  /** How many requests for it come before the one that matters: what it takes for its own build. */
  readonly before: number;
  readonly write: WriteDocument;
  /** The page's module; it calls `tell` where it would tell people of a new build. */
  readonly code: string;
  /** What else is in the page. */
  readonly markup?: string;
  /** What the framework gives to its code, by the name that it imports. */
  readonly given?: Readonly<Record<string, string>>;
}

const base = `location.pathname.slice(0, -1)`;
const running = JSON.stringify(RUNNING);
const version: WriteDocument = (value) => ({ version: value });

/** Ours, and others that poll: the code that each of them ships to browsers. */
export const POLLERS: readonly Poller[] = [
  {
    title: 'verstamp',
    id: 'verstamp',
    path: 'version.json',
    method: 'GET',
    before: 0,
    write: (value) => ({ name: 'shop', version: value, time: '2026-11-21T02:00:00Z' }),
    code: `
      import { createVerifier } from '@verstamp/client';
      const documentUrl = 'version.json';
      const onChange = ({ move }) => { if (move === 'client') tell(); };
      void createVerifier({ name: 'shop', version: ${running}, documentUrl, rule: 'xxxxxxxx', onChange }).check();`,
  },
  {
    title: 'SvelteKit',
    id: 'sveltekit',
    path: '_app/version.json',
    method: 'GET',
    before: 0,
    write: version,
    code: `
      import { updated } from '@sveltejs/kit/src/runtime/app/state/client.svelte.js';
      await updated.check();
      if (updated.current) tell();`,
    given: {
      '#app/paths': `export const assets = ${base};`,
      '$app/env': `export const version = ${running};`,
      'esm-env': 'export const DEV = false, BROWSER = true;',
    },
  },
  {
    title: 'Nuxt',
    id: 'nuxt',
    path: '_nuxt/builds/latest.json',
    method: 'GET',
    before: 0,
    write: (id) => ({ id, timestamp: 1_795_226_400_000 }),
    code: `
      import plugin from 'nuxt/dist/app/plugins/check-outdated-build.client.js';
      plugin({ hooks: { callHook: () => tell() } });`,
    given: {
      '../nuxt.js': `
        export const defineNuxtPlugin = (plugin) => plugin;
        export const useRuntimeConfig = () => ({ app: { buildId: ${running} } });`,
      '../composables/ready.js': 'export const onNuxtReady = (call) => call();',
      '../diagnostics/manifest.js':
        'export const manifestDiagnostics = new Proxy({}, { get: () => (detail) => new Error(String(detail?.cause)) });',
      '#build/nuxt.config.mjs': 'export const appManifest = true, outdatedBuildInterval = 250;',
      '#build/fetch': `export { $fetch } from 'ofetch';`,
      '#build/route-rules.mjs': 'export default () => ({});',
      '#internal/nuxt/paths': `export const buildAssetsURL = (path) => ${base} + '/_nuxt/' + path;`,
    },
  },
  {
    title: 'plugin-web-update-notification',
    id: 'plugin-web-update-notification',
    path: 'pluginWebUpdateNotice/web_version_by_plugin.json',
    method: 'GET',
    before: 0,
    write: version,
    markup: `<div class="plugin-web-update-notice-anchor"></div><script data-id="_pwun_" data-v=${running}></script>`,
    code: `
      import '@plugin-web-update-notification';
      addEventListener('plugin_web_update_notice', () => tell());
      __checkUpdateSetup__({ injectFileBase: ${base} + '/' });`,
  },
  {
    title: 'version-polling',
    id: 'version-polling',
    path: '',
    method: 'HEAD',
    before: 1,
    write: version,
    code: `
      import { createVersionPolling } from 'version-polling';
      createVersionPolling({ onUpdate: () => tell() });`,
  },
];
