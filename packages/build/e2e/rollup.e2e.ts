import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as rollup from 'rollup';
import * as vite7 from 'vite7';
import { beforeEach, describe, expect, it } from 'vitest';
import plugin from '../src/rollup.ts';
import vitePlugin from '../src/vite.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const OPTIONS = { name: 'shop', version: '1.4.3', revision: 9 } as const;

type Output = Pick<rollup.OutputOptions, 'format' | 'manualChunks' | 'preserveModules'>;

/** Writes a server whose chunks are named in a list, and returns what was said of it. */
type Build = (root: string, output: Output, revision?: number) => Promise<readonly string[]>;

const buildWithRollup: Build = async (root, output, revision = 9) => {
  const said: string[] = [];
  const build = await rollup.rollup({
    input: join(root, 'main.js'),
    plugins: [plugin({ ...OPTIONS, revision })],
    onLog: (_level, { message }) => said.push(message),
  });
  await build.write({ ...output, dir: join(root, 'dist') });
  return said;
};

const buildWithVite: Build = async (root, output, revision = 9) => {
  const said: string[] = [];
  await vite7.build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [vitePlugin({ ...OPTIONS, revision }) as object as vite7.Plugin],
    build: { ssr: 'main.js', rollupOptions: { output, onLog: (_level, { message }) => said.push(message) } },
  });
  return said;
};

describe.each([
  ['rollup', buildWithRollup],
  ['vite 7', buildWithVite],
])('chunks that are listed, %s', (_, build) => {
  it.each([
    ['the stamp', `export { version } from 'virtual:verstamp';`, true],
    ['the stamp itself', `export { version } from 'virtual:verstamp/static';`, true],
    ['nothing of it', `export const lazy = 1;`, false],
  ])('are told the file of the stamp if code imports %s', async (_title, code, isSplit) => {
    const root = makeFolder();
    writeFileSync(
      join(root, 'main.js'),
      `console.log(await import('./lazy.js'), await import('./other.js'));`,
    );
    writeFileSync(join(root, 'lazy.js'), code);
    writeFileSync(join(root, 'other.js'), 'export const other = 1;');
    const said = await build(root, { format: 'es', manualChunks: { vendor: [join(root, 'other.js')] } });
    expect(said).toEqual([]);
    const files = readdirSync(join(root, 'dist'));
    expect(files.filter((file) => file.startsWith('verstamp.'))).toHaveLength(isSplit ? 1 : 0);
  });
});

const named = (format: 'es' | 'system' | 'amd', entryFileNames: string, chunkFileNames: string) =>
  ({ format, entryFileNames, chunkFileNames }) as const;

describe('the stamp of a chunk', () => {
  let root: string;
  beforeEach(() => {
    root = makeFolder();
    writeFileSync(join(root, 'main.js'), `export const lazy = () => import('./lazy.js');`);
    writeFileSync(join(root, 'lazy.js'), `export { version } from 'virtual:verstamp';`);
  });

  it.each(
    [buildWithRollup, buildWithVite].flatMap((build) =>
      (['es', 'cjs'] as const).flatMap((format) =>
        ['virtual:verstamp', 'virtual:verstamp/static'].map((id) => ({ build, format, id })),
      ),
    ),
  )('is that of the build whose entry runs: $build.name, $format, $id', async ({ build, format, id }) => {
    const type = format === 'es' ? 'module' : 'commonjs';
    writeFileSync(join(root, 'package.json'), JSON.stringify({ name: 'shop', version: '1.4.3', type }));
    writeFileSync(join(root, 'lazy.js'), `export { version } from '${id}';`);
    await build(root, { format });
    const running = (await import(join(root, 'dist/main.js'))) as { lazy(): Promise<object> };
    await build(root, { format }, 10);
    const file = readdirSync(join(root, 'dist')).find((name) => name.startsWith('verstamp.')) ?? '';
    expect(readFileSync(join(root, 'dist', file), 'utf8')).toContain('1.4.3.10');
    expect(await running.lazy()).toMatchObject({ version: '1.4.3.9' });
  });

  it('is that of the build whose entry runs where each module has a file, and one of them the stamp itself', async () => {
    const code = `export { version } from 'virtual:verstamp/static'; export const lazy = () => import('./lazy.js');`;
    writeFileSync(join(root, 'main.js'), code);
    const output = { format: 'es', preserveModules: true } as const;
    await buildWithRollup(root, output);
    const running = (await import(join(root, 'dist/main.js'))) as { lazy(): Promise<object> };
    await buildWithRollup(root, output, 10);
    expect(await running.lazy()).toMatchObject({ version: '1.4.3.9' });
  });

  it.each<rollup.ModuleFormat>(['system', 'amd'])(
    'has no file of its own in the format %s',
    async (format) => {
      await expect(buildWithRollup(root, { format })).rejects.toMatchObject({ pluginCode: 'STAMP_HASHED' });
      expect(existsSync(join(root, 'dist'))).toBe(false);
    },
  );

  it('is that of the modules where the files of another format stand beside them', async () => {
    const output = [
      named('es', 'main.js', '[name]-[hash].js'),
      named('system', 'main.system.js', '[name].system.js'),
      named('amd', 'main.amd.js', '[name].amd.js'),
    ];
    await vite7.build({
      root,
      configFile: false,
      logLevel: 'silent',
      plugins: [vitePlugin(OPTIONS) as object as vite7.Plugin],
      build: { lib: { entry: 'main.js' }, rollupOptions: { output } },
    });
    expect(readdirSync(join(root, 'dist'))).toContain('verstamp.js');
    const library = (await import(join(root, 'dist/main.js'))) as { lazy(): Promise<object> };
    expect(await library.lazy()).toMatchObject({ version: '1.4.3.9' });
  });
});
