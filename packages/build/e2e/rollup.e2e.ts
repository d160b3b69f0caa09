import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as rollup from 'rollup';
import * as vite7 from 'vite7';
import { describe, expect, it } from 'vitest';
import plugin from '../src/rollup.ts';
import vitePlugin from '../src/vite.ts';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const OPTIONS = { name: 'shop', version: '1.4.3', revision: 9 } as const;

type Output = Pick<rollup.OutputOptions, 'format' | 'manualChunks'>;

/** Writes a server whose chunks are named in a list, and returns what was said of it. */
type Build = (root: string, output: Output) => Promise<readonly string[]>;

const buildWithRollup: Build = async (root, output) => {
  const said: string[] = [];
  const build = await rollup.rollup({
    input: join(root, 'main.js'),
    plugins: [plugin(OPTIONS)],
    onLog: (_level, { message }) => said.push(message),
  });
  await build.write({ ...output, dir: join(root, 'dist') });
  return said;
};

const buildWithVite: Build = async (root, output) => {
  const said: string[] = [];
  await vite7.build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [vitePlugin(OPTIONS) as object as vite7.Plugin],
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

it.each<rollup.ModuleFormat>(['es', 'cjs', 'system', 'amd'])(
  'splits the stamp off whatever the format: %s',
  async (format) => {
    const root = makeFolder();
    writeFileSync(join(root, 'main.js'), `import('./lazy.js');`);
    writeFileSync(join(root, 'lazy.js'), `export { version } from 'virtual:verstamp';`);
    await buildWithRollup(root, { format });
    expect(readdirSync(join(root, 'dist'))).toContain('verstamp.js');
  },
);
