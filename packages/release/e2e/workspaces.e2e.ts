import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isFull } from '@verstamp/testing/size';
import { guardRelease, releaseWorkspace } from '../src/index.ts';
import { bringPnpm } from '@verstamp/testing/pnpm';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { STOPPED } from './shop.ts';
import { commitAll, createWorkspace, QUIET_ENV, type TestWorkspace } from '@verstamp/testing/workspace';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const run = promisify(execFile);
type Files = Readonly<Record<string, string>>;

/**
 * A workspace without Changesets: its last package needs the first, and most managers give the tarballs of the other two
 * one name.
 */
const shop = (packageManager: string, range: string): Files => ({
  'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['packages/*'], packageManager }),
  'verstamp.json': JSON.stringify({ ledger: 'file:.verstamp/ledger.jsonl' }),
  '.gitignore': 'node_modules/\n.verstamp/\n.yarn/\n',
  'packages/cart/package.json': JSON.stringify({
    name: '@shop/cart',
    version: '1.0.0',
    exports: './index.js',
    publishConfig: { access: 'public' },
  }),
  'packages/cart/index.js': 'export const cart = 1;\n',
  'packages/alias/package.json': JSON.stringify({
    name: 'shop-cart',
    version: '1.0.0',
    exports: './index.js',
  }),
  'packages/alias/index.js': 'export {};\n',
  'packages/till/package.json': JSON.stringify({
    name: 'shop-till',
    version: '1.0.0',
    exports: './index.js',
    dependencies: { '@shop/cart': range },
  }),
  'packages/till/index.js': 'export const till = 1;\n',
});

/** A package manager, and what it needs before it can pack. */
interface Subject {
  readonly title: string;
  readonly files: Files;
  readonly install: readonly [command: string, ...args: string[]];
  /** What is installed for it, and where its program then is; the others are there. */
  readonly tool?: readonly [spec: string, bin: string];
}

const BUN = `@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}`;

const SUBJECTS: readonly Subject[] = [
  {
    title: 'npm',
    // Before its first install there is no lockfile to know a workspace by.
    files: shop('npm@11.0.0', '^1.0.0'),
    install: ['npm', '--version'],
  },
  {
    title: 'pnpm',
    files: {
      ...shop('pnpm@12.21.0', 'workspace:^'),
      'pnpm-workspace.yaml': 'packages: [packages/*]\npmOnFail: ignore\n',
    },
    install: ['pnpm', 'install', '--offline'],
  },
  {
    title: 'yarn 4',
    files: {
      ...shop('yarn@4.10.3', 'workspace:^'),
      'yarn.lock': '',
      '.yarnrc.yml': 'enableTelemetry: false\nenableGlobalCache: false\nnodeLinker: node-modules\n',
    },
    install: ['yarn', 'install', '--no-immutable'],
    tool: ['@yarnpkg/cli-dist@4.10.3', '.bin'],
  },
  {
    title: 'yarn 1',
    files: { ...shop('yarn@1.22.22', '^1.0.0'), 'yarn.lock': '# yarn lockfile v1\n' },
    install: ['yarn', '--version'],
    tool: ['yarn@1.22.22', '.bin'],
  },
  {
    title: 'bun',
    files: { ...shop('bun@1.4.5', 'workspace:^'), 'bunfig.toml': '[install]\nexact = true\n' },
    install: ['bun', 'install'],
    tool: [`${BUN}@1.4.5`, `${BUN}/bin`],
  },
];

let tools: string;
let registry: TestRegistry;
let workspace: TestWorkspace;

beforeAll(async () => {
  tools = makeFolder();
});

afterEach(async () => {
  await workspace.remove();
  await registry.close();
});

async function bringTool({ title, tool }: Subject): Promise<NodeJS.ProcessEnv> {
  if (!tool) return title === 'pnpm' ? bringPnpm() : QUIET_ENV;
  const [spec, bin] = tool;
  const folder = join(tools, title.replace(' ', '-'));
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder];
  await run('npm', ['install', ...options, spec], { cwd: tools, env: QUIET_ENV });
  const path = [join(folder, 'node_modules', bin), process.env['PATH']].join(delimiter);
  return { ...QUIET_ENV, PATH: path };
}

describe.each(SUBJECTS.filter(({ tool }) => isFull || !tool))(
  'a workspace of $title without Changesets',
  (subject) => {
    it('goes out once, is identical then, and is refused with other content', async () => {
      const env = await bringTool(subject);
      registry = await startRegistry();
      workspace = await createWorkspace(registry.url, subject.files);
      const [command, ...args] = subject.install;
      await run(command, args, { cwd: workspace.root, env });
      await commitAll(workspace);
      const verdicts = async () => {
        const { conclusion, plan, packages } = await guardRelease({ cwd: workspace.root, env });
        return [plan, conclusion, ...packages.map(({ verdict }) => verdict)].join(' ');
      };
      expect(await verdicts()).toBe('workspace allow new new new');
      const { released, problems } = await releaseWorkspace({ ...STOPPED, cwd: workspace.root, env });
      expect([problems, released.map(({ name }) => name)]).toEqual([
        [],
        ['@shop/cart', 'shop-cart', 'shop-till'],
      ]);
      const document: unknown = await (await fetch(`${registry.url}shop-till/1.0.0`)).json();
      expect(document).toMatchObject({ dependencies: { '@shop/cart': '^1.0.0' } });
      expect(await verdicts()).toBe('workspace allow identical identical identical');
      await workspace.write({ 'packages/cart/index.js': 'export const cart = 2;\n' });
      expect(await verdicts()).toBe('workspace refuse altered identical identical');
    }, 120_000);
  },
);

const cart = (version: string) => JSON.stringify({ name: 'shop-cart', version, exports: './index.js' });

it("leaves out of a package of npm's workspace what an ignore file at its root names, as npm does", async () => {
  registry = await startRegistry();
  workspace = await createWorkspace(registry.url, {
    'package.json': JSON.stringify({ private: true, workspaces: ['packages/*'] }),
    'verstamp.json': JSON.stringify({ ledger: 'file:.verstamp/ledger.jsonl' }),
    '.gitignore': '.verstamp/\n.npmrc\nkeys.txt\n',
    'packages/cart/package.json': cart('1.0.0'),
    'packages/cart/index.js': 'export const cart = 1;\n',
    'packages/cart/keys.txt': 'nobody is to have them',
    // Called as the folder around both.
    'packages/till/package.json': JSON.stringify({ name: 'packages', version: '1.0.0' }),
    'packages/till/keys.txt': 'nobody is to have them',
  });
  await workspace.run('npm', 'publish', '--workspace', 'shop-cart');
  const settings = { npm_config_include_workspace_root: 'true', npm_config_workspaces: 'false' };
  const env = { ...QUIET_ENV, ...settings };
  const options = { cwd: workspace.root, env };
  const { conclusion, packages } = await guardRelease(options);
  expect([conclusion, packages.map(({ verdict }) => verdict)]).toEqual(['allow', ['new', 'identical']]);
  await workspace.write({ 'packages/cart/package.json': cart('1.0.1') });
  await commitAll(workspace);
  expect(await releaseWorkspace({ ...STOPPED, ...options })).toMatchObject({ conclusion: 'allow' });
  const list = async (published: string) => {
    const tarball = (await workspace.run('npm', 'pack', '--silent', published)).trim();
    return (await workspace.run('tar', 'tzf', tarball)).trim().split('\n').toSorted();
  };
  expect(await list('shop-cart@1.0.1')).toEqual(['package/index.js', 'package/package.json']);
  expect(await list('packages@1.0.0')).toEqual(['package/package.json']);
});

it('packs publishConfig.directory in a workspace of yarn, which would pack all but that', async () => {
  registry = await startRegistry();
  const manifest = { name: '@shop/cart', version: '1.0.0', exports: './index.js' };
  const publishConfig = { access: 'public', directory: 'dist' };
  workspace = await createWorkspace(registry.url, {
    'package.json': JSON.stringify({ private: true, workspaces: ['packages/*'] }),
    'yarn.lock': '# yarn lockfile v1\n',
    'packages/cart/package.json': JSON.stringify({ ...manifest, publishConfig }),
    'packages/cart/dist/package.json': JSON.stringify({ ...manifest, publishConfig: { access: 'public' } }),
    'packages/cart/dist/index.js': 'export const cart = 1;\n',
  });
  await workspace.run('npm', 'publish', './packages/cart/dist');
  const { conclusion, packages } = await guardRelease({ cwd: workspace.root, env: QUIET_ENV });
  expect([conclusion, packages[0]?.verdict]).toEqual(['allow', 'identical']);
  const raised = JSON.stringify({ ...manifest, version: '1.0.1', publishConfig });
  await workspace.write({ 'packages/cart/package.json': raised });
  await expect(guardRelease({ cwd: workspace.root, env: QUIET_ENV })).rejects.toMatchObject({
    code: 'PACK_FAILED',
    message: expect.stringContaining('no tarball of "@shop/cart@1.0.1" came, but of "@shop/cart@1.0.0"'),
  });
});
