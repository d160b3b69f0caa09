/** A framework, and what building it with the plugin has to give. */
export interface Case {
  readonly title: string;
  /** Who makes the project: a scaffolder's template, or the files in `projects/TITLE`. */
  readonly from: 'create-vite' | 'sv' | 'files';
  /** The package whose command builds it, and the arguments. */
  readonly build: readonly [packageName: string, ...args: string[]];
  /** The folders that go out, each with records of its own. */
  readonly outputs: readonly string[];
  /** Folders into which a framework bundles anew what Vite put out, and which so have no records. */
  readonly unrecorded?: readonly string[];
  /** Every file that may differ between two revisions, relative to the project; nothing else may. */
  readonly changes: readonly string[];
  /** Files that may differ without a reason. */
  readonly varying?: readonly string[];
  /**
   * Files that a framework bundles anew after Vite, on the server alone, and names by what they hold: the one
   * with the stamp is renamed with each build. The group is the hash.
   */
  readonly rebundled?: RegExp;
  /** The program that serves it; without one the first output is served as it is. */
  readonly server?: string;
  /** Whether the page comes from no server, but from a program that imports the library. */
  readonly isLibrary?: boolean;
  /** The two revisions, of different lengths unless set. */
  readonly revisions?: readonly [number, number];
  /** What its service worker does: it keeps the page for later, and may tell its own version, too. */
  readonly serviceWorker?: 'keeps' | 'tells';
  /** Whether it has files for browsers that know no modules. */
  readonly isLegacy?: boolean;
}

const VITE = ['vite', 'build'] as const;
const STATIC = { build: VITE, outputs: ['dist'] } as const;
/** What every static site changes: its page, its version document, and where the stamps stand. */
const SITE = ['dist/.verstamp/stamp.json', 'dist/index.html', 'dist/version.json'] as const;

/** What every output changes, whoever writes its pages. */
function stamped(output: string): readonly string[] {
  return [`${output}/.verstamp/stamp.json`, `${output}/version.json`];
}

/** They import what SvelteKit's adapter bundles anew. */
const KIT_SERVER = ['build/handler.js', 'build/index.js'] as const;

/** What bears the time of the build, and the server's entry, which bears the stamp. */
const NUXT_OWN = [
  '.output/nitro.json',
  '.output/public/_nuxt/builds/latest.json',
  '.output/public/_nuxt/builds/meta/app.json',
  '.output/server/chunks/nitro/nitro.mjs',
  '.output/server/chunks/virtual/entry.mjs',
] as const;

const TEMPLATES = ['vanilla', 'react', 'vue', 'svelte', 'preact', 'solid', 'lit', 'qwik'];

const templates = TEMPLATES.flatMap((title) => [template(title), template(`${title}-ts`)]);

function template(title: string): Case {
  const one: Case = { title, from: 'create-vite', ...STATIC, changes: SITE };
  // Qwik's manifest holds the sizes of the page and of version.json, so lengths have to agree.
  return title.startsWith('qwik') ? { ...one, revisions: [10, 11] } : one;
}

/** Every framework that is built. */
export const CASES: readonly Case[] = [
  ...templates,
  { title: 'legacy', from: 'files', ...STATIC, changes: SITE, isLegacy: true },
  {
    title: 'library',
    from: 'files',
    ...STATIC,
    changes: ['dist/.verstamp/stamp.json', 'dist/verstamp.js', 'dist/version.json'],
    isLibrary: true,
  },
  {
    title: 'pwa-generate',
    from: 'files',
    ...STATIC,
    changes: [...SITE, 'dist/sw.js'],
    serviceWorker: 'keeps',
  },
  {
    title: 'pwa-inject',
    from: 'files',
    ...STATIC,
    changes: [...SITE, 'dist/sw.js'],
    serviceWorker: 'tells',
  },
  {
    title: 'sveltekit',
    from: 'sv',
    build: VITE,
    outputs: ['build/client'],
    unrecorded: ['build/server'],
    changes: [
      ...stamped('build/client').flatMap((path) => [path, `${path}.br`, `${path}.gz`]),
      ...KIT_SERVER,
    ],
    rebundled: /^build\/server\/chunks\/.+-([\w-]{8})\.js(\.map)?$/,
    server: 'build/index.js',
  },
  {
    title: 'react-router',
    from: 'files',
    build: ['@react-router/dev', 'build'],
    outputs: ['build/client', 'build/server'],
    changes: [...stamped('build/client'), ...stamped('build/server'), 'build/server/verstamp.js'],
    server: 'node_modules/@react-router/serve/bin.cjs build/server/index.js',
  },
  {
    title: 'astro',
    from: 'files',
    build: ['astro', 'build'],
    outputs: ['dist/client', 'dist/server'],
    changes: [...stamped('dist/client'), ...stamped('dist/server'), 'dist/server/verstamp.mjs'],
    server: 'dist/server/entry.mjs',
  },
  {
    title: 'nuxt',
    from: 'files',
    build: ['nuxt', 'build'],
    outputs: ['.output/public'],
    unrecorded: ['.output/server'],
    changes: [...stamped('.output/public'), ...NUXT_OWN],
    // Nuxt writes its lines in an order of its own.
    varying: ['.output/server/chunks/virtual/styles.mjs'],
    server: '.output/server/index.mjs',
  },
];
