import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { describe, expect, it } from 'vitest';
import type * as Vite from 'vite';
import verstamp from '../vite.ts';

function findMain(folder: string): string {
  const [hash = ''] = readdirSync(join(folder, '_app'));
  return join(folder, '_app', hash, 'main.js');
}

describe.each(['vite', 'vite7'] as const)('%s', (name) => {
  const build = async (format: 'es' | 'iife', document?: string): Promise<string> => {
    const { build: run } = (await import(name)) as Pick<typeof Vite, 'build'>;
    const root = makeFolder();
    writeFileSync(join(root, 'main.js'), `export { documentUrl } from 'virtual:verstamp';`);
    await run({
      root,
      base: './',
      configFile: false,
      logLevel: 'silent',
      plugins: [verstamp({ name: 'site', version: '1.0.0', revision: 9, carrier: 'page', document })],
      build: {
        sourcemap: true,
        rollupOptions: {
          input: join(root, 'main.js'),
          preserveEntrySignatures: 'strict',
          output: { format, name: 'site', entryFileNames: '_app/[hash]/main.js' },
        },
      },
    });
    return join(root, 'dist');
  };

  it.each(['version.json', 'meta/version.json'])(
    'finds %s from the module, if pages of any depth load it by relative paths',
    async (document) => {
      const folder = await build('es', document);
      const main = (await import(pathToFileURL(findMain(folder)).href)) as { readonly documentUrl: string };
      expect(main.documentUrl).toBe(pathToFileURL(join(folder, document)).href);
    },
  );

  it('gives the name alone to a script, which does not know where it stands', async () => {
    const text = readFileSync(findMain(await build('iife')), 'utf8');
    expect(text).toContain('././version.json');
    expect(text).not.toContain('import.meta');
  });
});
