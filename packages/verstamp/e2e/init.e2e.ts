import { execFile } from 'node:child_process';
import { access, chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { makeRepository } from '@verstamp/testing/git';
import { HEALTHY, PIPELINE, runIn, writeFiles, type FixtureFiles } from './fixture.ts';

const run = promisify(execFile);
const installed = fileURLToPath(new URL('../../build/node_modules', import.meta.url));
const build = fileURLToPath(new URL('../../build', import.meta.url));

let folder: string;
let count = 0;

beforeAll(async () => {
  folder = makeFolder();
});

async function make(files: FixtureFiles): Promise<string> {
  const root = join(folder, `${(count += 1)}`);
  await writeFiles(root, files);
  return root;
}

/** What `verstamp init --json` prints. */
interface Report {
  readonly detected: Readonly<Record<string, unknown>>;
  readonly changes: ReadonlyArray<{ readonly file: string; readonly isNew: boolean; readonly after: string }>;
  readonly notes: ReadonlyArray<{ readonly place: string; readonly text: string }>;
  readonly install?: string;
  readonly changed: boolean;
}

async function init(
  cwd: string,
  ...args: readonly string[]
): Promise<Report & { readonly exit: number | null }> {
  const { exit, stdout } = await runIn(cwd, ['init', '--json', ...args]);
  return { exit, ...(JSON.parse(stdout) as Report) };
}

const MANAGERS: Readonly<Record<string, FixtureFiles>> = {
  npm: { 'package-lock.json': { lockfileVersion: 3, packages: {} } },
  pnpm: { 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n" },
  yarn: { 'yarn.lock': '' },
  bun: { 'bun.lock': '{}\n' },
};

interface Bundler {
  readonly file: string;
  readonly config: string;
  /** What is run in the project once it is set up. */
  readonly command: readonly string[];
  readonly entry?: string;
}

const MAIN = "import { version } from 'virtual:verstamp';\nconsole.log(version);\n";

const BUNDLERS: Readonly<Record<string, Bundler>> = {
  vite: {
    file: 'vite.config.ts',
    config: "import { defineConfig } from 'vite';\n\nexport default defineConfig({\n  base: '/app/',\n});\n",
    command: ['node_modules/vite/bin/vite.js', 'build'],
  },
  rollup: {
    file: 'rollup.config.js',
    config: "export default {\n  input: 'main.js',\n  output: { dir: 'dist' },\n  plugins: [],\n};\n",
    command: ['node_modules/rollup/dist/bin/rollup', '-c'],
  },
  rolldown: {
    file: 'rolldown.config.js',
    config:
      "import { defineConfig } from 'rolldown';\nexport default defineConfig({ input: 'main.js', output: { dir: 'dist' } });\n",
    command: ['node_modules/rolldown/bin/cli.mjs', '-c'],
  },
  esbuild: {
    file: 'build.mjs',
    config:
      "import * as esbuild from 'esbuild';\n\nawait esbuild.build({\n  entryPoints: ['main.js'],\n  outdir: 'dist',\n  bundle: true,\n  platform: 'node',\n});\n",
    command: ['build.mjs'],
  },
  webpack: {
    file: 'webpack.config.cjs',
    config:
      "const path = require('node:path');\n\nmodule.exports = {\n  mode: 'production',\n  entry: './main.js',\n  output: { path: path.resolve('dist') },\n  target: 'node',\n};\n",
    command: [
      '-e',
      "require('webpack')(require('./webpack.config.cjs')).run((error, stats) => { if (error || stats.hasErrors()) { console.error(error ?? stats.toString()); process.exit(1); } });",
    ],
  },
  rspack: {
    file: 'rspack.config.mjs',
    config:
      "import { resolve } from 'node:path';\n\n/** @type {import('@rspack/core').Configuration} */\nexport default {\n  entry: './main.js',\n  output: { path: resolve('dist') },\n  target: 'node',\n};\n",
    command: [
      '--input-type=module',
      '-e',
      "import { rspack } from '@rspack/core'; import config from './rspack.config.mjs'; rspack(config).run((error, stats) => { if (error || stats.hasErrors()) { console.error(error ?? stats.toString()); process.exit(1); } });",
    ],
  },
};

function projectOf({ file, config }: Bundler, lockfile: FixtureFiles = {}): FixtureFiles {
  return {
    'package.json': {
      name: 'shop',
      version: '1.4.3',
      private: true,
      type: 'module',
      devDependencies: { zod: '*' },
    },
    'index.html': '<!doctype html><head></head><script type="module" src="/main.js"></script>',
    'main.js': MAIN,
    [file]: config,
    ...lockfile,
  };
}

/** Stands for an installation, which would come from a registry. */
async function install(root: string): Promise<void> {
  for (const name of ['vite', 'rollup', 'rolldown', 'esbuild', 'webpack', '@rspack/core']) {
    await link(join(installed, name), join(root, 'node_modules', name));
  }
  await link(build, join(root, 'node_modules/@verstamp/build'));
}

async function link(to: string, from: string): Promise<void> {
  await mkdir(dirname(from), { recursive: true });
  await symlink(to, from);
}

describe.each(Object.entries(BUNDLERS))('verstamp init with %s', (bundler, own) => {
  it.each(Object.keys(MANAGERS))('and %s adds what is needed, once', async (manager) => {
    const root = await make(projectOf(own, MANAGERS[manager]));
    const shown = await init(root);
    expect(shown).toMatchObject({
      exit: 1,
      changed: false,
      detected: { manager, bundlers: [bundler] },
      install: `${manager} install`,
      notes: [],
    });
    expect(shown.changes.map(({ file }) => file).toSorted()).toEqual(
      [own.file, 'package.json', 'verstamp.json'].toSorted(),
    );
    expect(await readFile(join(root, own.file), 'utf8')).toBe(own.config);

    expect(await init(root, '--yes')).toMatchObject({ exit: 0, changed: true });
    for (const { file, after } of shown.changes) expect(await readFile(join(root, file), 'utf8')).toBe(after);
    expect(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).toMatchObject({
      devDependencies: { '@verstamp/build': expect.stringMatching(/^\^\d/), zod: '*' },
    });
    expect(await init(root, '--yes')).toMatchObject({ exit: 0, changed: false, changes: [] });
    expect(JSON.parse((await runIn(root, ['doctor', '--json'])).stdout)).toMatchObject({ findings: [] });
  });

  it('builds with a stamp then', async () => {
    const root = await make(projectOf(own));
    await init(root, '--yes');
    await install(root);
    await run(process.execPath, ['--conditions=@verstamp/source', ...own.command], { cwd: root });
    const { exit, stdout } = await runIn(root, ['read', 'dist']);
    expect([exit, stdout]).toEqual([0, expect.stringContaining('shop@1.4.3.')]);
    const schema = JSON.parse(await readFile(join(root, 'verstamp.json'), 'utf8')) as {
      readonly $schema: string;
    };
    await access(join(root, schema.$schema));
  });
});

const { [PIPELINE]: _, 'verstamp.json': __, ...workspace } = HEALTHY;

describe('verstamp init in a workspace', () => {
  const files: FixtureFiles = {
    ...workspace,
    'package.json': {
      name: 'shop-workspace',
      private: true,
      scripts: { release: 'pnpm build && verstamp guard && changeset publish --tag next' },
    },
    '.changeset/config.json': { access: 'public' },
    'nx.json': { targetDefaults: { build: { cache: true } } },
    'turbo.json': { tasks: { build: {} } },
    'packages/web/vite.config.ts':
      "import { defineConfig } from 'vite';\n\nexport default defineConfig({});\n",
    'packages/web/package.json': {
      name: 'web',
      version: '1.4.3',
      private: true,
      type: 'module',
      scripts: { build: 'vite build' },
      dependencies: { express: '*' },
    },
    'packages/cart/package.json': { name: '@shop/cart', version: '1.0.0', type: 'module' },
  };

  it('sets up plugin, release, receipts and task caches, so that the doctor finds nothing', async () => {
    const root = await make(files);
    const { exit, changes, notes } = await init(root, '--yes');
    expect(exit).toBe(0);
    const after = Object.fromEntries(
      await Promise.all(
        changes.map(async ({ file }) => {
          const text = await readFile(join(root, file), 'utf8');
          return [file, text.replace(/\^\d+\.\d+\.\d+[^"]*/, '^VERSION')] as const;
        }),
      ),
    );
    expect(after).toMatchInlineSnapshot(`
      {
        "nx.json": "{
        "targetDefaults": {
          "build": {
            "cache": true,
            "inputs": [
              "default",
              "^default",
              {
                "env": "VERSTAMP_REVISION"
              },
              {
                "env": "VERSTAMP_RELEASE"
              }
            ]
          }
        }
      }
      ",
        "package.json": "{
        "name": "shop-workspace",
        "private": true,
        "scripts": {
          "release": "pnpm build && verstamp release --tag next"
        },
        "devDependencies": {
          "verstamp": "^VERSION"
        }
      }
      ",
        "packages/cart/package.json": "{
        "name": "@shop/cart",
        "version": "1.0.0",
        "type": "module",
        "scripts": {
          "prepublishOnly": "verstamp guard --receipt"
        }
      }
      ",
        "packages/web/package.json": "{
        "name": "web",
        "version": "1.4.3",
        "private": true,
        "type": "module",
        "scripts": {
          "build": "vite build"
        },
        "dependencies": {
          "express": "*"
        },
        "devDependencies": {
          "@verstamp/build": "^VERSION"
        }
      }
      ",
        "packages/web/vite.config.ts": "import { defineConfig } from 'vite';
      import verstamp from '@verstamp/build/vite';

      export default defineConfig({ plugins: [verstamp()] });
      ",
        "turbo.json": "{
        "tasks": {
          "build": {
            "env": [
              "VERSTAMP_REVISION",
              "VERSTAMP_RELEASE"
            ]
          }
        }
      }
      ",
        "verstamp.json": "{
        "$schema": "./packages/web/node_modules/@verstamp/build/verstamp.schema.json"
      }
      ",
      }
    `);
    expect(notes).toEqual([
      { place: 'packages/web/package.json', text: expect.stringContaining('app.use(guardExpress(gate))') },
    ]);
    expect(await init(root)).toMatchObject({ exit: 0, changes: [] });
    expect(JSON.parse((await runIn(root, ['doctor', '--json'])).stdout)).toMatchObject({ findings: [] });
  });

  it('leaves all but its own package alone in the folder of one', async () => {
    const root = await make(files);
    const { changes } = await init(join(root, 'packages/web'), '--yes');
    expect(changes.map(({ file }) => file).toSorted()).toEqual([
      'nx.json',
      'packages/web/package.json',
      'packages/web/vite.config.ts',
      'turbo.json',
      'verstamp.json',
    ]);
  });

  it('goes by the package manager that a release packs with', async () => {
    const named = { ...(files['package.json'] as object), packageManager: 'npm@11.0.0' };
    const root = await make({ ...files, 'package.json': named });
    expect(await init(root)).toMatchObject({ detected: { manager: 'pnpm' }, install: 'pnpm install' });
  });

  it('takes the git remote for a ledger where a CI builds, and ignores records where outputs are not', async () => {
    const root = await make({ ...files, [PIPELINE]: 'jobs: {}\n', '.gitignore': 'node_modules' });
    makeRepository(root, root);
    await init(root, '--yes');
    expect(JSON.parse(await readFile(join(root, 'verstamp.json'), 'utf8'))).toMatchObject({
      ledger: 'git+ref:origin',
    });
    expect(await readFile(join(root, '.gitignore'), 'utf8')).toBe('node_modules\n.verstamp/\n');
    expect(await init(root, '--yes')).toMatchObject({ changes: [] });
  });

  it('ignores records at once where Vite builds without a configuration', async () => {
    const scripts = { build: 'vite build' };
    const root = await make({ 'package.json': { name: 'web', version: '1.0.0', type: 'module', scripts } });
    makeRepository(root);
    const { changes } = await init(root, '--yes');
    expect(changes.map(({ file }) => file)).toContain('.gitignore');
    expect(await init(root)).toMatchObject({ exit: 0, changes: [] });
  });

  it('leaves .gitignore alone where outputs are ignored', async () => {
    const root = await make({ ...files, '.gitignore': 'dist\n' });
    makeRepository(root);
    const { changes } = await init(root, '--yes');
    expect(changes.map(({ file }) => file)).not.toContain('.gitignore');
  });
});

describe('verstamp init', () => {
  const vite = BUNDLERS['vite'] as Bundler;

  const webpack = { ...(BUNDLERS['webpack'] as Bundler), file: 'webpack.config.cjs' };

  it.each([
    [
      vite,
      'export default mergeConfig(base, {});\n',
      "vite, and load it: import verstamp from '@verstamp/build/vite';",
    ],
    [
      webpack,
      'module.exports = merge(base, {});\n',
      "webpack, and load it: const verstamp = require('@verstamp/build/webpack');",
    ],
    [
      webpack,
      'what is no script',
      "webpack, and load it: const verstamp = require('@verstamp/build/webpack');",
    ],
  ])(
    'says what to add by hand where a configuration has no shape that is known (%$)',
    async (bundler, config, text) => {
      const root = await make(projectOf({ ...bundler, config }));
      const { exit, notes } = await init(root, '--yes');
      expect([exit, notes]).toEqual([
        0,
        [{ place: bundler.file, text: `Add verstamp() to the plugins of ${text}` }],
      ]);
      expect(await readFile(join(root, bundler.file), 'utf8')).toBe(config);
    },
  );

  it('writes a configuration where Vite builds without one, and its task is stamped as well', async () => {
    const root = await make({
      ...workspace,
      'package.json': { name: 'shop-workspace', private: true },
      'nx.json': { targetDefaults: { build: { cache: true } } },
      'packages/web/vite.config.ts': '',
      [PIPELINE]: 'run: npx changeset publish',
    });
    await rm(join(root, 'packages/web/vite.config.ts'));
    const { changes, notes } = await init(root, '--yes');
    expect(changes.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['packages/web/vite.config.js', 'nx.json', 'verstamp.json']),
    );
    expect(notes).toEqual([{ place: PIPELINE, text: expect.stringContaining('verstamp release') }]);
    expect(await init(root)).toMatchObject({ exit: 0, changes: [] });
    await install(join(root, 'packages/web'));
    await run(process.execPath, ['--conditions=@verstamp/source', 'node_modules/vite/bin/vite.js', 'build'], {
      cwd: join(root, 'packages/web'),
    });
    expect(await runIn(root, ['read', 'packages/web/dist'])).toMatchObject({ exit: 0 });
  });

  it.each([
    ['vite build --config vite.prod.ts', { 'vite.prod.ts': 'export default {};\n' }, 'vite.prod.ts'],
    ['webpack --config=./webpack.prod.js', { 'webpack.prod.js': 'export default {};\n' }, 'webpack.prod.js'],
    ['vite build demo', { 'demo/vite.config.mts': 'export default {};\n' }, 'demo/vite.config.mts'],
    ['vite build demo', {}, 'demo/vite.config.js'],
    ['electron-vite build', { 'electron.vite.config.ts': 'export default {};\n' }, undefined],
  ])('finds the configuration that "%s" goes by', async (command, files, file) => {
    const manifest = { name: 'shop', version: '1.0.0', type: 'module', scripts: { build: command } };
    const root = await make({ 'package.json': manifest, ...files });
    const { changes, notes } = await init(root, '--yes');
    const expected = file === undefined ? [] : [file, 'package.json', 'verstamp.json'];
    expect([changes.map((change) => change.file), notes]).toEqual([expected, []]);
    expect(await init(root)).toMatchObject({ exit: 0, changes: [], notes: [] });
    expect(JSON.parse((await runIn(root, ['doctor', '--json'])).stdout)).toMatchObject({ findings: [] });
  });

  it('changes a configuration that two packages name once, in the inner one', async () => {
    const root = await make({
      'package.json': {
        name: 'shop-workspace',
        private: true,
        workspaces: ['packages/*'],
        scripts: { build: 'vite build packages/web' },
      },
      'packages/web/package.json': { name: 'web', version: '1.0.0', type: 'module' },
      'packages/web/vite.config.js': 'export default {};\n',
    });
    const { changes } = await init(root, '--yes');
    expect(changes.map(({ file }) => file)).toEqual([
      'packages/web/vite.config.js',
      'packages/web/package.json',
      'verstamp.json',
    ]);
    expect(await init(root)).toMatchObject({ exit: 0, changes: [], notes: [] });
  });

  it.each([
    [
      '@sveltejs/kit',
      'vite.config.ts',
      'export default { plugins: [sveltekit()] };\n',
      'src/routes/+layout.svelte',
    ],
    ['@react-router/dev', 'vite.config.ts', 'export default { plugins: [reactRouter()] };\n', 'app/root.jsx'],
    ['astro', 'astro.config.mjs', 'export default defineConfig({});\n', 'layouts'],
    ['nuxt', 'nuxt.config.ts', 'export default defineNuxtConfig({});\n', 'useHead()'],
    [
      '@tanstack/react-start',
      'vite.config.ts',
      'export default { plugins: [tanstackStart()] };\n',
      'src/routes/__root.tsx',
    ],
    [
      '@solidjs/start',
      'vite.config.ts',
      'export default { plugins: [solidStart()] };\n',
      'src/entry-server.jsx',
    ],
  ])('tells %s that a page carries the stamp, and where it goes', async (name, file, config, place) => {
    const manifest = { name: 'shop', version: '1.0.0', type: 'module', devDependencies: { [name]: '*' } };
    const root = await make({
      'package.json': manifest,
      [file]: config,
      'tsconfig.json': '{}',
      'src/main.ts': '',
    });
    const { changes, notes } = await init(root, '--yes');
    expect(changes.map((change) => change.file)).toEqual([
      file,
      'package.json',
      'src/verstamp.d.ts',
      'verstamp.json',
    ]);
    expect(changes[0]?.after).toContain("verstamp({ carrier: 'page' })");
    expect(notes).toEqual([{ place: 'package.json', text: expect.stringContaining(place) }]);
    expect(notes[0]?.text).toMatch(/\(https:\/\/\S+\/docs\/frameworks\.md shows it\)/);
    expect(await init(root)).toMatchObject({ exit: 0, changes: [], notes: [] });
    expect(JSON.parse((await runIn(root, ['doctor', '--json'])).stdout)).toMatchObject({ findings: [] });
  });

  it.each([
    "import { stamp } from './stamp.js';\nexport default { plugins: [stamp()] };\n",
    "export default import('@verstamp/build/vite').then((own) => ({ plugins: [own.stamp()] }));\n",
    "export default async () => ({ plugins: [(await import('@verstamp/build/vite')).default()] });\n",
  ])('adds no second plugin to a configuration that comes by it in a way of its own: %j', async (config) => {
    const stamp = "export { default as stamp } from '@verstamp/build/vite';\n";
    const root = await make({ ...projectOf({ ...vite, config }), 'stamp.js': stamp });
    const { changes, notes } = await init(root);
    expect([changes.map(({ file }) => file), notes]).toEqual([['package.json', 'verstamp.json'], []]);
  });

  it('does without git on a machine that has none', async () => {
    const root = await make(projectOf(vite));
    vi.stubEnv('PATH', root);
    const { exit, changes } = await init(root, '--yes').finally(() => vi.unstubAllEnvs());
    expect([exit, changes.length]).toEqual([0, 3]);
  });

  it('starts no git that a package has installed', async () => {
    const root = await make({ ...projectOf(vite), 'node_modules/.bin/git': `#!/bin/sh\ntouch "$0.ran"\n` });
    const bin = join(root, 'node_modules', '.bin');
    await chmod(join(bin, 'git'), 0o755);
    // As scripts of package.json are started.
    vi.stubEnv('PATH', `${bin}${delimiter}${process.env['PATH']}`);
    await init(root).finally(() => vi.unstubAllEnvs());
    await expect(access(join(bin, 'git.ran'))).rejects.toThrow();
  });

  it('says what it could not read, and leaves that alone', async () => {
    const root = await make({ ...projectOf(vite), 'nx.json': '{' });
    const { changes, notes } = await init(root, '--yes');
    expect(changes.map(({ file }) => file)).not.toContain('nx.json');
    expect(notes).toEqual([{ place: 'nx.json', text: expect.stringContaining('no JSON object') }]);
  });

  it('leaves a file alone that is no UTF-8, and says so', async () => {
    const root = await make(projectOf(vite));
    const bytes = Buffer.from('// f\u00fcr uns\nexport default {};\n', 'latin1');
    await writeFile(join(root, vite.file), bytes);
    const { changes, notes } = await init(root, '--yes');
    expect(changes.map(({ file }) => file)).toEqual(['package.json', 'verstamp.json']);
    expect(notes).toEqual([{ place: vite.file, text: expect.stringContaining('save it as UTF-8') }]);
    expect((await readFile(join(root, vite.file))).equals(bytes)).toBe(true);
  });

  it('says that a package needs a version to be stamped', async () => {
    const root = await make({ ...projectOf(vite), 'package.json': { name: 'shop', type: 'module' } });
    const place = 'package.json';
    expect((await init(root)).notes).toEqual([{ place, text: expect.stringContaining('"version"') }]);
  });

  it('lets a single package be released, and TypeScript know the module', async () => {
    const root = await make({
      ...projectOf(vite),
      'package.json': { name: 'lib', version: '1.0.0', type: 'module', scripts: { test: 'node --test' } },
      '.changeset/config.json': {},
      'tsconfig.json': '{ "files": [] }\n',
      'tsconfig.app.json': '{\n  // ours\n  "compilerOptions": { "types": ["vite/client"] }\n}\n',
    });
    expect(await init(root, '--yes')).toMatchObject({ exit: 0, notes: [] });
    expect(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).toMatchObject({
      scripts: {
        test: 'node --test',
        release: 'verstamp release',
        prepublishOnly: 'verstamp guard --receipt',
      },
      devDependencies: { '@verstamp/build': expect.anything(), verstamp: expect.anything() },
    });
    expect(await readFile(join(root, 'tsconfig.app.json'), 'utf8')).toBe(
      '{\n  // ours\n  "compilerOptions": { "types": ["vite/client", "@verstamp/build/virtual"] }\n}\n',
    );
    expect(await init(root)).toMatchObject({ exit: 0, changes: [] });
  });

  it.each([
    ['y', 0, true],
    ['no', 1, false],
    ['', 1, false],
  ])('changes what a person at the terminal answers %j to', async (answer, exit, isChanged) => {
    const root = await make(projectOf(vite));
    const questions: string[] = [];
    const ask = async (question: string): Promise<string> => {
      questions.push(question);
      return Promise.resolve(answer);
    };
    const result = await runIn(root, ['init'], { ask });
    expect([result.exit, questions]).toEqual([exit, ['Change this? (y/N) ']]);
    expect(result.stderr).toMatch(/vite\.config\.ts\n[^]*\+ {3}plugins: \[verstamp\(\)\],/);
    expect((await readFile(join(root, 'vite.config.ts'), 'utf8')).includes('verstamp')).toBe(isChanged);
  });

  it('writes nothing at all where one file cannot be written', async () => {
    const root = await make({ ...projectOf(vite), 'tsconfig.json': '{}' });
    // The new file's place is taken by a folder, which is seen last.
    await mkdir(join(root, 'src/verstamp.d.ts'), { recursive: true });
    const { exit, stderr } = await runIn(root, ['init', '--yes']);
    expect([exit, stderr]).toEqual([
      3,
      expect.stringMatching(/^verstamp: FILE_UNWRITABLE: Cannot write "src\/verstamp\.d\.ts" \(EISDIR\)\./),
    ]);
    expect(await readFile(join(root, 'vite.config.ts'), 'utf8')).toBe(vite.config);
    expect(await readFile(join(root, 'package.json'), 'utf8')).not.toContain('verstamp');
    expect((await run('ls', ['-A', root])).stdout).not.toContain('.tmp');
  });

  it.each([[['extra']], [['--nonsense']]])('exits 2 where it is used wrongly: %j', async (args) => {
    const { exit, stderr } = await runIn(folder, ['init', ...args]);
    expect([exit, stderr]).toEqual([2, expect.stringMatching(/^verstamp: CLI_USAGE: /)]);
  });

  it.each([[{ ledgr: 'x' }], [{ unplanned: 'Warn' }]])(
    'exits 2 for a verstamp.json like %j',
    async (config) => {
      const root = await make({
        'package.json': { name: 'shop', version: '1.0.0' },
        'verstamp.json': config,
      });
      const { exit, stderr } = await runIn(root, ['init']);
      expect([exit, stderr]).toEqual([2, expect.stringMatching(/^verstamp: CONFIG_INVALID: /)]);
    },
  );

  it('exits 2 where a file has something else where an object belongs', async () => {
    const root = await make({
      ...projectOf(vite),
      'package.json': { name: 'shop', version: '1.0.0', devDependencies: [] },
    });
    const { exit, stderr } = await runIn(root, ['init', '--yes']);
    expect([exit, stderr]).toEqual([
      2,
      expect.stringMatching(/^verstamp: WORKSPACE_INVALID: .*"package\.json": its "devDependencies" is no /),
    ]);
    expect(await readFile(join(root, 'vite.config.ts'), 'utf8')).toBe(vite.config);
  });

  it('exits 2 outside of any package', async () => {
    expect((await runIn('/', ['init'])).exit).toBe(2);
  });
});
