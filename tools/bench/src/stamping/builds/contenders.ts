import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundler } from './bundlers/index.ts';
import { importInstalled } from './install.ts';

/** What a contender is set up by. */
export interface SetUp {
  readonly root: string;
  /** Four parts; the last one is all that differs between two builds. */
  readonly version: string;
}

/** A way of getting a version into an app. */
export interface Contender {
  /** The module by which the app learns its version. */
  readonly module: string;
  /** `false` where its module cannot be built into workers. */
  readonly hasWorker?: boolean;
  /** Its plugins by the kind of bundler; where the kind is missing it cannot be used. */
  readonly plugins: Partial<Readonly<Record<Bundler['kind'], (setUp: SetUp) => Promise<readonly unknown[]>>>>;
  /** Constants that the bundler puts in, where no plugin is needed. */
  readonly define?: (setUp: SetUp) => Readonly<Record<string, string>>;
}

const none = async (): Promise<readonly unknown[]> => [];
const everywhere = { vite: none, rollup: none, rolldown: none, esbuild: none, webpack: none, rspack: none };

/** What is compared. */
export const CONTENDERS = {
  plain: { module: `export const version = '1.4.3';\n`, plugins: everywhere },
  define: {
    module: 'export const version = __VERSION__;\n',
    plugins: everywhere,
    define: ({ version }) => ({ __VERSION__: JSON.stringify(version) }),
  },
  'vite-plugin-version-mark': {
    module: 'export const version = __SHOP_VERSION__;\n',
    plugins: {
      async vite({ version }) {
        const { vitePluginVersionMark } = await import('vite-plugin-version-mark');
        return [vitePluginVersionMark({ name: 'shop', version, ifGlobal: true, ifMeta: true, ifLog: true })];
      },
    },
  },
  'unplugin-info': {
    module: `import now from '~build/time';\nexport const version = String(Number(now));\n`,
    hasWorker: false,
    plugins: { vite: async () => [(await import('unplugin-info/vite')).default()] },
  },
  'rollup-plugin-version-injector': {
    module: `export const version = '[VI]{version} - {date}[/VI]';\n`,
    plugins: { vite: injectVersion, rollup: injectVersion },
  },
  '@sentry/vite-plugin': {
    module: 'export const version = globalThis.SENTRY_RELEASE?.id;\n',
    plugins: {
      async vite({ version }) {
        const { sentryVitePlugin } = await import('@sentry/vite-plugin');
        const release = { name: version, inject: true, create: false, finalize: false };
        return [
          sentryVitePlugin({ release, sourcemaps: { disable: true }, telemetry: false, silent: true }),
        ].flat();
      },
    },
  },
  '@plugin-web-update-notification/vite': {
    module: 'export const version = globalThis.pluginWebUpdateNotice_version;\n',
    plugins: {
      async vite({ version }) {
        const { webUpdateNotice } = await import('@plugin-web-update-notification/vite');
        return [webUpdateNotice({ versionType: 'custom', customVersion: version })];
      },
    },
  },
  verstamp: { module: `export { version } from 'virtual:verstamp';\n`, plugins: ours({}) },
  'verstamp without digests': {
    module: `export { version } from 'virtual:verstamp';\n`,
    plugins: ours({ digests: false }),
  },
} as const satisfies Readonly<Record<string, Contender>>;

/** The name of a contender in the table. */
export type ContenderName = keyof typeof CONTENDERS;

/** The built plugins, as an application would get them from the registry. */
function ours(options: object): Contender['plugins'] {
  const load =
    (kind: string) =>
    async ({ root }: SetUp) => {
      const plugin = await importInstalled(root, `@verstamp/build/${kind}`);
      return [(plugin as { readonly default: (options: object) => unknown }).default(options)];
    };
  const kinds = Object.keys(everywhere).map((kind) => [kind, load(kind)] as const);
  return Object.fromEntries(kinds);
}

async function injectVersion({ root, version }: SetUp): Promise<readonly unknown[]> {
  const packageJson = join(root, 'release.json');
  writeFileSync(packageJson, JSON.stringify({ version }));
  const { default: injector } = (await import('rollup-plugin-version-injector')) as unknown as {
    readonly default: (options: object) => unknown;
  };
  return [injector({ packageJson, logLevel: 'error' })];
}
