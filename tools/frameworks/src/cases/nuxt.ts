import type { Case } from '../case.ts';
import { files, stamped } from './parts.ts';

/** What bears the time of the build. */
const NUXT_TIMES = [
  '.output/nitro.json',
  '.output/public/_nuxt/builds/latest.json',
  '.output/public/_nuxt/builds/meta/app.json',
] as const;

/** Nuxt, with and without a server. */
export const NUXT: readonly Case[] = [
  {
    ...files('nuxt'),
    build: ['nuxt', 'build'],
    outputs: ['.output/public'],
    unrecorded: ['.output/server'],
    changes: [
      ...stamped('.output/public'),
      ...NUXT_TIMES,
      '.output/server/chunks/nitro/nitro.mjs',
      '.output/server/chunks/virtual/entry.mjs',
    ],
    // Nuxt writes its lines in an order of its own.
    varying: ['.output/server/chunks/virtual/styles.mjs'],
    server: '.output/server/index.mjs',
  },
  {
    ...files('nuxt-static', 'nuxt'),
    build: ['nuxt', 'generate'],
    outputs: ['.output/public'],
    changes: [
      ...stamped('.output/public'),
      ...NUXT_TIMES,
      // With the time when they were rendered.
      ...['200.html', '404.html', '_payload.json', 'index.html'].map((path) => `.output/public/${path}`),
    ],
  },
];
