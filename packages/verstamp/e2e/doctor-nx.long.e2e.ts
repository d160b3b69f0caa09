import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { makeRepository } from '@verstamp/testing/git';
import { runIn, writeFiles } from './fixture.ts';

const run = promisify(execFile);
const nx = fileURLToPath(new URL('../../../node_modules/nx', import.meta.url));
const packages = fileURLToPath(new URL('../..', import.meta.url));

let root: string;

beforeAll(async () => {
  root = makeFolder();
  await writeFiles(root, {
    'package.json': { name: 'shop-workspace', private: true, workspaces: ['packages/*'] },
    'package-lock.json': { lockfileVersion: 3, packages: {} },
    'nx.json': {
      analytics: false,
      neverConnectToCloud: true,
      useDaemonProcess: false,
      tui: { enabled: false },
      targetDefaults: { build: { cache: true, outputs: ['{projectRoot}/dist'] } },
    },
    '.gitignore': 'node_modules\ndist\n.nx\n',
    'packages/server/package.json': {
      name: 'shop',
      version: '1.4.3',
      private: true,
      type: 'module',
      scripts: { build: 'node --conditions=@verstamp/source build.mjs' },
      devDependencies: { '@verstamp/build': '*', esbuild: '*' },
    },
    'packages/server/main.js': "import { version } from 'virtual:verstamp';\nconsole.log(version);\n",
    'packages/server/build.mjs':
      "import verstamp from '@verstamp/build/esbuild';\nimport { build } from 'esbuild';\n\n" +
      "await build({ entryPoints: ['main.js'], outdir: 'dist', bundle: true, platform: 'node', plugins: [verstamp()] });\n",
  });
  await mkdir(join(root, 'node_modules/@verstamp'), { recursive: true });
  await symlink(nx, join(root, 'node_modules/nx'));
  await symlink(join(packages, 'build'), join(root, 'node_modules/@verstamp/build'));
  await symlink(join(packages, 'build/node_modules/esbuild'), join(root, 'node_modules/esbuild'));
  makeRepository(root);
});

/** Builds by Nx with a revision, and gives the version that stands in the output then. */
async function build(revision: number): Promise<unknown> {
  const env = { ...process.env, VERSTAMP_REVISION: String(revision), NX_DAEMON: 'false', CI: 'true' };
  await run(process.execPath, [join(nx, 'dist/bin/nx.js'), 'run', 'shop:build'], { cwd: root, env });
  const text = await readFile(join(root, 'packages/server/dist/version.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: unknown }).version;
}

it('finds a cache that really replays a revision, and sets it right', async () => {
  expect(await build(1)).toBe('1.4.3.1');
  expect(await build(2)).toBe('1.4.3.1');
  expect(await runIn(root, ['doctor'])).toMatchObject({
    exit: 1,
    stdout: expect.stringMatching(/^error {2}TASK_CACHE_REPLAYS {2}nx\.json\n/),
  });
  expect(await runIn(root, ['doctor', '--fix'])).toMatchObject({ exit: 0 });
  expect(await build(3)).toBe('1.4.3.3');
});
