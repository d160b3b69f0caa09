/** A framework, and what building it with the plugin has to give. */
export interface Case {
  readonly title: string;
  /** Who makes the project: a scaffolder's template, or the files in `projects/TITLE`. */
  readonly from: 'create-vite' | 'sv' | 'files';
  /** The package whose command builds it, and the arguments. */
  readonly build: readonly [packageName: string, ...args: string[]];
  /** The folders that go out, each with records of its own. */
  readonly outputs: readonly string[];
  /** Every file that may differ between two revisions, relative to the project; nothing else may. */
  readonly changes: readonly string[];
  /** The program that serves it; without one the first output is served as it is. */
  readonly server?: string;
  /** Whether the page comes from no server, but from a program that imports the library. */
  readonly isLibrary?: boolean;
  /** The two revisions, of different lengths unless set. */
  readonly revisions?: readonly [number, number];
  /** Whether its service worker tells its version. */
  readonly hasServiceWorker?: boolean;
  /** What does not hold yet: such a case is installed, but checked only where its name is given. */
  readonly fault?: string;
}

const VITE = ['vite', 'build'] as const;
const STATIC = { build: VITE, outputs: ['dist'] } as const;
/** What every static site changes: its page, its version document, and where the stamps stand. */
const SITE = ['dist/.verstamp/stamp.json', 'dist/index.html', 'dist/version.json'] as const;

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
  {
    title: 'legacy',
    fault: 'files.json was seen to differ between two builds once, cause unknown',
    from: 'files',
    ...STATIC,
    changes: SITE,
  },
  {
    title: 'library',
    from: 'files',
    ...STATIC,
    changes: ['dist/.verstamp/stamp.json', 'dist/verstamp.js', 'dist/version.json'],
    isLibrary: true,
  },
  { title: 'pwa-generate', from: 'files', ...STATIC, changes: [...SITE, 'dist/sw.js'] },
  {
    title: 'pwa-inject',
    fault: "the service worker's own build replaces the records of the site",
    from: 'files',
    ...STATIC,
    changes: [...SITE, 'dist/sw.js'],
    hasServiceWorker: true,
  },
  {
    title: 'sveltekit',
    fault: 'by default its own version is the time of the build, which renames files',
    from: 'sv',
    build: VITE,
    outputs: ['.svelte-kit/output/client', '.svelte-kit/output/server'],
    changes: [],
    server: 'build/index.js',
  },
  {
    title: 'react-router',
    fault: 'its command line deletes .vite/manifest.json after the last hook of Vite',
    from: 'files',
    build: ['@react-router/dev', 'build'],
    outputs: ['build/client', 'build/server'],
    changes: [],
    server: 'node_modules/@react-router/serve/bin.cjs build/server/index.js',
  },
  {
    title: 'astro',
    fault: 'it rewrites dist/server/entry.mjs after the last hook of Vite',
    from: 'files',
    build: ['astro', 'build'],
    outputs: ['dist/client', 'dist/server'],
    changes: [],
    server: 'dist/server/entry.mjs',
  },
  {
    title: 'nuxt',
    fault: 'no records are found in .output/public, cause unknown',
    from: 'files',
    build: ['nuxt', 'build'],
    outputs: ['.output/public'],
    changes: [],
    server: '.output/server/index.mjs',
  },
];
