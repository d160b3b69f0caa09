import type { Case } from '../case.ts';
import { files, stamped, VITE } from './parts.ts';

/** TanStack Start and SolidStart. */
export const START: readonly Case[] = [
  {
    ...files('tanstack-start'),
    build: VITE,
    outputs: ['dist/client', 'dist/server'],
    changes: [...stamped('dist/client'), ...stamped('dist/server'), 'dist/server/verstamp.js'],
    server: 'node_modules/srvx/bin/srvx.mjs --prod -s ../client dist/server/server.js',
  },
  {
    ...files('solid-start'),
    build: VITE,
    outputs: ['.output/public'],
    unrecorded: ['.output/server'],
    changes: [
      ...stamped('.output/public'),
      '.output/nitro.json',
      '.output/server/chunks/nitro/nitro.mjs',
      '.output/server/chunks/virtual/entry.mjs',
    ],
    server: '.output/server/index.mjs',
  },
];
