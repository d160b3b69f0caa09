import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, PluginContext } from 'rollup';
import type { PluginBuild } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { Compiler } from 'webpack';
import { pages, plainPages, plainServers, server, site } from './bundlers/index.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const FILE = 'version.json';
const TEXT = '{ "version": "1.0.0" }';

function emit(this: Pick<PluginContext, 'emitFile'>): void {
  this.emitFile({ type: 'asset', fileName: FILE, source: TEXT });
}

const compiler = (stage: number) => ({
  apply: ({ hooks, webpack }: Compiler) => {
    hooks.thisCompilation.tap('other', (compilation) => {
      compilation.hooks.processAssets.tap({ name: 'other', stage }, () => {
        compilation.emitAsset(FILE, new webpack.sources.RawSource(TEXT));
      });
    });
  },
});

const copying = {
  name: 'other',
  setup({ initialOptions }: PluginBuild) {
    initialOptions.loader = { '.json': 'copy' };
    initialOptions.entryPoints = [...(initialOptions.entryPoints as string[]), `src/${FILE}`];
  },
};

/** How another plugin may come to write the document, in front of ours or behind. */
const ROLLUP: readonly (readonly [string, Plugin])[] = [
  ['when a build starts', { name: 'other', buildStart: emit }],
  ['before a bundle is generated', { name: 'other', generateBundle: { order: 'pre', handler: emit } }],
  ['when a bundle is generated', { name: 'other', generateBundle: emit }],
];
const COMPILER = [
  ['when assets are made', compiler(-2000)],
  ['when assets are reported', compiler(5000)],
] as const;
const ESBUILD = [['as an entry that is copied', copying]] as const;

const ways = (bundler: string): readonly (readonly [string, object])[] => {
  if (bundler.startsWith('esbuild')) return ESBUILD;
  // Out of its servers it takes by itself what others emitted before.
  if (bundler.startsWith('vite') && bundler.endsWith('server')) return ROLLUP.slice(2);
  return /pack\b/.test(bundler) ? COMPILER : ROLLUP;
};

const vites = pages().filter(({ bundler }) => bundler.startsWith('vite'));

const bundlers = [
  ...[...pages(), ...plainPages].map(({ bundler, build }) => ({ bundler, build, fixture: site })),
  ...plainServers.map(({ bundler, build }) => ({ bundler: `${bundler}, server`, build, fixture: server })),
];

describe.each(bundlers)('$bundler', ({ bundler, build, fixture }) => {
  it.each(ways(bundler))('refuses a version document that another plugin writes %s', async (_, plugin) => {
    const root = makeFolder();
    cpSync(fixture, root, { recursive: true });
    writeFileSync(join(root, 'src', FILE), TEXT);
    const folder = join(root, 'dist');
    const problem: unknown = await build({ root, folder, options: { revision: 1 }, plugins: [plugin] }).catch(
      (error: unknown) => error,
    );
    expect([String(problem), existsSync(join(folder, '.verstamp'))]).toEqual([
      expect.stringContaining(FILE),
      false,
    ]);
    expect(existsSync(join(folder, FILE))).toBe(bundler.startsWith('esbuild'));
  });
});

it.each(vites)('refuses a version document that is written over, $bundler', async ({ build }) => {
  const folder = join(makeFolder(), 'dist');
  const late = { name: 'other', closeBundle: () => writeFileSync(join(folder, FILE), TEXT) };
  await expect(build({ folder, options: { revision: 1 }, plugins: [late] })).rejects.toThrow(FILE);
});
