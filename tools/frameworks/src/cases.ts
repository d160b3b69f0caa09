import type { Case } from './case.ts';

const VITE = ['vite', 'build'] as const;
const STATIC = { build: VITE, outputs: ['dist'] } as const;
/** What every static site changes: its page, its version document, and where the stamps stand. */
const SITE = [...stamped('dist'), 'dist/index.html'];

/** What every output changes, whoever writes its pages. */
function stamped(output: string): readonly string[] {
  return [`${output}/.verstamp/stamp.json`, `${output}/version.json`];
}

/** What bears the time of the build. */
const NUXT_TIMES = [
  '.output/nitro.json',
  '.output/public/_nuxt/builds/latest.json',
  '.output/public/_nuxt/builds/meta/app.json',
] as const;

/** The compilers of languages of their own. */
const CHECKERS: Readonly<Record<string, Case['typecheck']>> = {
  vue: ['vue-tsc', '-b'],
  svelte: ['svelte-check', '--tsconfig', './tsconfig.app.json'],
};

const TEMPLATES = ['vanilla', 'react', 'vue', 'svelte', 'preact', 'solid', 'lit', 'qwik'];

const templates = TEMPLATES.flatMap((title) => {
  const one: Case = { title, recipe: 'create-vite', from: 'create-vite', ...STATIC, changes: SITE };
  // Qwik's manifest holds the sizes of the page and of version.json, so lengths have to agree.
  const plain: Case = title === 'qwik' ? { ...one, revisions: [10, 11] } : one;
  return [plain, { ...plain, title: `${title}-ts`, typecheck: CHECKERS[title] ?? ['typescript', '-b'] }];
});

/** A project whose files stand here. */
function files(title: string, recipe = title): Pick<Case, 'title' | 'recipe' | 'from'> {
  return { title, recipe, from: 'files' };
}

const PLAIN: readonly Case[] = [
  { ...files('legacy'), ...STATIC, changes: SITE, isLegacy: true },
  {
    ...files('library'),
    ...STATIC,
    changes: [...stamped('dist'), 'dist/verstamp.js'],
    isLibrary: true,
  },
  {
    ...files('pwa-generate'),
    ...STATIC,
    // Workbox minifies with names that differ from build to build where the processors are busy.
    edits: [['vite.config.ts', 'VitePWA()', "VitePWA({ workbox: { mode: 'development' } })"]],
    changes: [...SITE, 'dist/sw.js'],
    serviceWorker: 'keeps',
  },
  { ...files('pwa-inject'), ...STATIC, changes: [...SITE, 'dist/sw.js'], serviceWorker: 'tells' },
];

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

const SVELTEKIT: readonly Case[] = [
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

const ROUTER_STAMPED = [...stamped('build/client'), ...stamped('build/server'), 'build/server/verstamp.js'];

const REACT_ROUTER: readonly Case[] = [
  {
    ...files('react-router'),
    build: ['@react-router/dev', 'build'],
    outputs: ['build/client', 'build/server'],
    changes: ROUTER_STAMPED,
    server: 'node_modules/@react-router/serve/bin.cjs build/server/index.js',
  },
  {
    ...files('react-router-spa', 'react-router'),
    build: ['@react-router/dev', 'build'],
    outputs: ['build/client', 'build/server'],
    changes: [...ROUTER_STAMPED, 'build/client/index.html'],
  },
];

const ASTRO: readonly Case[] = [
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

const NUXT: readonly Case[] = [
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

const START: readonly Case[] = [
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

/** Every framework that is built. */
export const CASES: readonly Case[] = [
  ...templates,
  ...PLAIN,
  ...SVELTEKIT,
  ...REACT_ROUTER,
  ...ASTRO,
  ...NUXT,
  ...START,
];
