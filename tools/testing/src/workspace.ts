import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { git, makeRepository } from './git.ts';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const changesetBin = require.resolve('@changesets/cli/bin.js');

/** The token that every test workspace logs in with; it must never be seen in any output. */
export const TOKEN = 'npm_S3cretS3cretS3cretS3cretS3cret0123';

/**
 * The environment without npm's settings, which would overrule a workspace's `.npmrc` and so
 * publish to another registry than the test's own; and without a cache that tests would share.
 */
export const QUIET_ENV: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name))),
  VERSTAMP_CACHE: 'off',
};

/** A workspace on disk, of this test's own. */
export interface TestWorkspace {
  readonly root: string;
  /** Writes files by path below the root. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Runs a program in the root. */
  run(command: string, ...args: readonly string[]): Promise<string>;
  /** Runs the workspace's own Changesets. */
  changeset(...args: readonly string[]): Promise<string>;
  remove(): Promise<void>;
}

/** Makes an npm workspace that publishes to a registry. */
export async function createWorkspace(
  registry: string,
  files: Readonly<Record<string, string>>,
): Promise<TestWorkspace> {
  const root = await mkdtemp(join(tmpdir(), 'verstamp-workspace-'));
  const write: TestWorkspace['write'] = async (entries) => {
    for (const [path, text] of Object.entries(entries)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  };
  const start = async (command: string, args: readonly string[]) => {
    const { stdout } = await run(command, [...args], { cwd: root, env: QUIET_ENV });
    return stdout;
  };
  await write({ ...settings(registry), ...files });
  return {
    root,
    write,
    run: async (command, ...args) => start(command, args),
    changeset: async (...args) => start(process.execPath, [changesetBin, ...args]),
    remove: async () => rm(root, { recursive: true, force: true }),
  };
}

/** Turns a workspace into a git repository with one commit, as Changesets wants it. */
export async function commitAll(workspace: TestWorkspace, message = 'Change'): Promise<void> {
  makeRepository(workspace.root);
  git(workspace.root, 'add', '-A');
  git(workspace.root, 'commit', '-q', '-m', message);
}

/** The settings of Changesets in a workspace that publishes everything. */
export const CHANGESETS: string = JSON.stringify({
  access: 'public',
  baseBranch: 'main',
  changelog: false,
  commit: false,
});

/** Files of an npm workspace with Changesets and two packages, one of which needs the other. */
export const SHOP: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['packages/*'] }),
  'package-lock.json': JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: {} }),
  '.changeset/config.json': CHANGESETS,
  'packages/cart/package.json': JSON.stringify({
    name: '@shop/cart',
    version: '1.0.0',
    type: 'module',
    exports: './index.js',
    publishConfig: { access: 'public' },
  }),
  'packages/cart/index.js': 'export const cart = 1;\n',
  'packages/till/package.json': JSON.stringify({
    name: 'shop-till',
    version: '1.0.0',
    type: 'module',
    exports: './index.js',
    dependencies: { '@shop/cart': '^1.0.0' },
  }),
  'packages/till/index.js': 'export const till = 1;\n',
};

function settings(registry: string): Readonly<Record<string, string>> {
  const { host } = new URL(registry);
  return { '.npmrc': `registry=${registry}\n//${host}/:_authToken=${TOKEN}\nupdate-notifier=false\n` };
}
