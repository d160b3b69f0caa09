import type { Case } from '../case.ts';
import { files, SITE, stamped } from './parts.ts';

/** Astro, with and without a server. */
export const ASTRO: readonly Case[] = [
  {
    ...files('astro'),
    edits: [
      ['astro.config.ts', 'import verstamp', "import node from '@astrojs/node';\nimport verstamp"],
      ['astro.config.ts', 'defineConfig({', "defineConfig({ adapter: node({ mode: 'standalone' }),"],
    ],
    build: ['astro', 'build'],
    outputs: ['dist/client', 'dist/server'],
    changes: [...stamped('dist/client'), ...stamped('dist/server'), 'dist/server/verstamp.mjs'],
    server: 'dist/server/entry.mjs',
  },
  { ...files('astro-static', 'astro'), build: ['astro', 'build'], outputs: ['dist'], changes: SITE },
];
