import type { Case } from '../case.ts';
import { stamped, VITE } from './parts.ts';

const SVELTE_CHECK = ['svelte-check', '--tsconfig', './tsconfig.json'] as const;
/** The adapter that sv puts in finds its platform by itself; there is none here. */
const ANY_ADAPTER = '"@sveltejs/adapter-auto": "^7.0.1"';

const KIT_ON_NODE = {
  recipe: 'sveltekit',
  from: 'sv',
  typecheck: SVELTE_CHECK,
  build: VITE,
  server: 'build/index.js',
} as const;

/** What the adapters for Node compress. */
const KIT_CLIENT = stamped('build/client').flatMap((path) => [path, `${path}.br`, `${path}.gz`]);

/** SvelteKit, by its adapters. */
export const SVELTEKIT: readonly Case[] = [
  {
    ...KIT_ON_NODE,
    title: 'sveltekit',
    edits: [['package.json', ANY_ADAPTER, '"@sveltejs/adapter-node": "^5.5.0"']],
    outputs: ['build/client'],
    unrecorded: ['build/server'],
    // The last two import what the adapter bundles anew.
    changes: [...KIT_CLIENT, 'build/handler.js', 'build/index.js'],
    rebundled: /^build\/server\/chunks\/.+-([\w-]{8})\.js(\.map)?$/,
  },
  {
    ...KIT_ON_NODE,
    title: 'sveltekit-3',
    // sv still scaffolds the major before.
    edits: [
      ['package.json', ANY_ADAPTER, '"@sveltejs/adapter-node": "^6.0.1"'],
      ['package.json', '"@sveltejs/kit": "^2.63.0"', '"@sveltejs/kit": "^3.2.0"'],
      [
        'tsconfig.json',
        '"./.svelte-kit/tsconfig.json"',
        '"$app/tsconfig", "include": ["src", "vite.config.ts"]',
      ],
      // The adapter copies maps with other paths than they were recorded with.
      ['vite.config.ts', 'plugins: [', 'build: { sourcemap: false },\n  plugins: ['],
    ],
    outputs: ['build/client', 'build/server'],
    changes: [
      ...KIT_CLIENT,
      ...stamped('build/server'),
      'build/server/verstamp.js',
      // It lists the client's files with their sizes and entity tags.
      'build/adapter-node.js',
    ],
  },
  {
    title: 'sveltekit-static',
    recipe: 'sveltekit',
    from: 'sv',
    typecheck: SVELTE_CHECK,
    edits: [
      ['package.json', ANY_ADAPTER, '"@sveltejs/adapter-static": "^3.0.10"'],
      ['vite.config.ts', '@sveltejs/adapter-node', '@sveltejs/adapter-static'],
    ],
    build: VITE,
    outputs: ['build'],
    changes: [...stamped('build'), 'build/index.html'],
  },
];
