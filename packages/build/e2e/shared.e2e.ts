import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as rolldown from 'rolldown';
import * as rollup from 'rollup';
import * as vite from 'vite';
import * as vite7 from 'vite7';
import { beforeEach, describe, expect, it } from 'vitest';
import { readStampRecord } from '../src/output/read-record.ts';
import rolldownPlugin from '../src/rolldown.ts';
import rollupPlugin from '../src/rollup.ts';
import vitePlugin from '../src/vite.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const OPTIONS = { name: 'shop', version: '1.4.3' } as const;

/** Builds an app with plugins that other builds have as well. */
type Build = (input: string, folder: string, plugins: readonly object[]) => Promise<unknown>;

const withVite =
  (build: typeof vite.build): Build =>
  async (input, folder, plugins) =>
    build({
      root: join(input, '..'),
      configFile: false,
      logLevel: 'silent',
      plugins: plugins as vite.Plugin[],
      build: { outDir: folder, lib: { entry: input, formats: ['es'] } },
    });

let root: string;
beforeEach(() => {
  root = makeFolder();
});

/** A module that imports the stamp. */
function writeEntry(name: string): string {
  mkdirSync(join(root, name));
  const file = join(root, name, 'main.js');
  writeFileSync(file, `import { version } from 'virtual:verstamp'; console.log('${name}', version);`);
  return file;
}

describe.each<[string, () => object, Build]>([
  [
    'rollup',
    () => rollupPlugin(OPTIONS),
    async (input, dir, plugins) => {
      const build = await rollup.rollup({ input, plugins: [plugins] as rollup.InputPluginOption[] });
      await build.write({ dir });
    },
  ],
  [
    'rolldown',
    () => rolldownPlugin(OPTIONS),
    async (input, dir, plugins) => {
      const build = await rolldown.rolldown({ input, plugins: [plugins] as rolldown.RolldownPluginOption[] });
      await build.write({ dir });
      await build.close();
    },
  ],
  ['vite 8', () => vitePlugin(OPTIONS), withVite(vite.build)],
  ['vite 7', () => vitePlugin(OPTIONS), withVite(vite7.build as unknown as typeof vite.build)],
])('builds that share a plugin, %s', (_, create, build) => {
  it('each have the stamp of a build, though the next begins while one goes on', async () => {
    const next = Promise.withResolvers<Promise<unknown>>();
    const [first, second] = ['first', 'second'].map(writeEntry) as [string, string];
    const plugins: object[] = [create()];
    plugins.push({
      name: 'overlap',
      async renderChunk(_code: string, { facadeModuleId }: { readonly facadeModuleId: string | null }) {
        if (facadeModuleId !== first) return null;
        const begun = Promise.withResolvers<unknown>();
        plugins.push({ name: 'begun', buildStart: { order: 'post', handler: () => begun.resolve(true) } });
        next.resolve(build(second, join(root, 'second/dist'), plugins));
        await begun.promise;
        return null;
      },
    });
    await build(first, join(root, 'first/dist'), plugins);
    await next.promise;
    const stamps = ['first', 'second'].map((name) => readStampRecord(join(root, name, 'dist'))?.stamp);
    expect(stamps[0]).toMatchObject({ name: 'shop', source: 'clock' });
    expect(stamps[1]).toMatchObject({ name: 'shop', source: 'clock' });
    for (const [index, name] of ['first', 'second'].entries()) {
      const folder = join(root, name, 'dist');
      const files = readdirSync(folder).filter((file) => /\.m?js$/.test(file));
      const code = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('');
      expect(code).toContain(`shop@${stamps[index]?.version};`);
    }
  });
});

it('lets builds of Rolldown that share a plugin be for other platforms', async () => {
  const input = writeEntry('app');
  const plugins = [rolldownPlugin({ ...OPTIONS, revision: 9, carrier: 'auto' })];
  const names = { entryFileNames: '[name]-[hash].js', chunkFileNames: '[name]-[hash].js' };
  const options = (['node', 'browser'] as const).map((platform) => ({
    input,
    platform,
    plugins,
    onLog() {},
  }));
  const builds = await Promise.all(options.map(async (given) => rolldown.rolldown(given)));
  await Promise.all(builds.map(async (build, at) => build.write({ dir: join(root, String(at)), ...names })));
  const [server, page] = ['0', '1'].map((folder) => readdirSync(join(root, folder)));
  expect(server).toContain('verstamp.js');
  expect(page).not.toContain('verstamp.js');
});
