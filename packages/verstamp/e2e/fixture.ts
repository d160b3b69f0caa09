import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import verstamp from '@verstamp/build/vite';
import { build } from 'vite';
import { makeBareRepository, makeRepository } from '@verstamp/testing/git';
import type { Surroundings } from '../src/command.ts';
import { runCommandLine } from '../src/run.ts';
import type { CliRun } from './cli.ts';

/** Files by path; what is an object is written as JSON. */
export type FixtureFiles = Readonly<Record<string, string | object>>;

/** Writes files into a folder. */
export async function writeFiles(root: string, files: FixtureFiles): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    const text = typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`;
    await writeFile(join(root, path), text);
  }
}

/** Runs the command line in this process. */
export async function runIn(
  cwd: string,
  args: readonly string[],
  more: Pick<Surroundings, 'ask'> = {},
): Promise<CliRun> {
  const written = { stdout: '', stderr: '' };
  const sink = (name: keyof typeof written) => ({
    write: (text: string | Uint8Array) => {
      written[name] += String(text);
      return true;
    },
  });
  const surroundings = { cwd, env: {}, stdout: sink('stdout'), stderr: sink('stderr'), ...more };
  return { exit: await runCommandLine(args, surroundings), ...written };
}

const CONFIG = `import verstamp from '@verstamp/build/vite';
import { defineConfig } from 'vite';

export default defineConfig({ plugins: [verstamp()] });
`;

/** What the machines of its CI are told to do. */
export const PIPELINE = '.github/workflows/deploy.yml';

/** A workspace in which everything is as it should be, but for its builds. */
export const HEALTHY: FixtureFiles = {
  'package.json': {
    name: 'shop-workspace',
    private: true,
    packageManager: 'pnpm@12.21.0',
    scripts: { release: 'verstamp release' },
  },
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
  'nx.json': {
    namedInputs: { stamp: [{ env: 'VERSTAMP_REVISION' }, { env: 'VERSTAMP_RELEASE' }] },
    targetDefaults: { build: { cache: true, inputs: ['default', 'stamp'] } },
  },
  'turbo.json': {
    tasks: { build: { outputs: ['dist/**'], env: ['VERSTAMP_REVISION', 'VERSTAMP_RELEASE'] } },
  },
  'verstamp.json': { ledger: 'git+ref:origin' },
  [PIPELINE]: 'env: { VERSTAMP_RELEASE: 1 }\n',
  'packages/web/package.json': {
    name: 'web',
    version: '1.4.3',
    private: true,
    type: 'module',
    scripts: { build: 'vite build' },
    devDependencies: { '@verstamp/build': '*', vite: '*' },
  },
  'packages/web/vite.config.ts': CONFIG,
  'packages/web/index.html': '<!doctype html><head></head><script type="module" src="/main.js"></script>',
  'packages/web/main.js': "import { version } from 'virtual:verstamp';\ndocument.title = version;\n",
  'packages/cart/package.json': {
    name: '@shop/cart',
    version: '1.0.0',
    type: 'module',
    scripts: { prepublishOnly: 'verstamp guard --receipt' },
  },
};

/** Makes copies of the healthy workspace, its web package built by the real Vite. */
export interface Fixtures {
  /** Makes one, with other files in it, and gives its folder. */
  make(files?: FixtureFiles): Promise<string>;
  remove(): Promise<void>;
}

/** Builds the healthy workspace once. */
export async function createFixtures(): Promise<Fixtures> {
  const folder = await mkdtemp(join(tmpdir(), 'verstamp-doctor-'));
  const healthy = join(folder, 'healthy');
  await writeFiles(healthy, HEALTHY);
  const remote = join(folder, 'remote.git');
  makeBareRepository(remote);
  makeRepository(healthy, remote);
  const root = join(healthy, 'packages/web');
  const plugins = [verstamp({ revision: 417 })];
  await build({ root, plugins, configFile: false, logLevel: 'error' });
  let count = 0;
  return {
    async make(files = {}) {
      const copy = join(folder, `${(count += 1)}`);
      await cp(healthy, copy, { recursive: true });
      await writeFiles(copy, files);
      return copy;
    },
    remove: async () => rm(folder, { recursive: true, force: true }),
  };
}
