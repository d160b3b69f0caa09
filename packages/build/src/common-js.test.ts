import { createRequire } from 'node:module';
import { expect, it } from 'vitest';

const require = createRequire(import.meta.url);

it.each(['vite', 'rollup', 'rolldown', 'esbuild', 'webpack', 'rspack'])(
  'lets CommonJS require the plugin for %s itself, and by the names that imports have',
  async (bundler) => {
    const entry = `@verstamp/build/${bundler}`;
    const imported = (await import(entry)) as Readonly<Record<string, unknown>>;
    const required = require(entry) as Readonly<Record<string, unknown>>;
    expect(required).toBeTypeOf('function');
    for (const name of ['default', 'verstamp']) {
      expect(imported[name]).toBeTypeOf('function');
      expect(required[name]).toBe(required);
    }
  },
);
