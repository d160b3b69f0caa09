import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseWorkspace, type ReleaseOptions, type ReleaseReport } from '../src/index.ts';
import { packArchive } from './archive.ts';
import { commitAll, createWorkspace, QUIET_ENV, type TestWorkspace } from './workspace.ts';

/** The packages of a shop, each of which needs the one before. */
const NAMES = ['@shop/base', '@shop/cart', '@shop/till', '@shop/desk', 'a-shop'] as const;

/** A workspace whose packages are packed by hand, so that a test can release many versions in a second. */
export interface Shop {
  readonly workspace: TestWorkspace;
  readonly names: readonly string[];
  /** Gives all packages a version and a content, commits, packs, and gives the commit. */
  prepare(version: string, content: string): Promise<string>;
  /** Changes the content of some packages without packing them again. */
  swap(name: string, content: string): Promise<void>;
  release(options?: Partial<ReleaseOptions>): Promise<ReleaseReport>;
  /** The tags of the clone, and the commits where they stand. */
  tags(): Promise<Readonly<Record<string, string>>>;
  remove(): Promise<void>;
}

/** How the shop is released: quickly impatient, and soon giving up a claim. */
export const HASTY: Pick<ReleaseOptions, 'patience' | 'readBackTimes' | 'claimTimes'> = {
  patience: { timeoutMs: 300, pausesMs: [] },
  readBackTimes: { acceptedMs: [5, 20], doubtfulMs: [5, 20] },
  claimTimes: { claimMs: 700, pollMs: 20, waitMs: 20_000 },
};

/** Makes a shop of its own that publishes to a registry. */
export async function createShop(
  registry: string,
  {
    ledger = 'file:.verstamp/ledger.jsonl',
    count = 3,
  }: { readonly ledger?: string; readonly count?: number } = {},
): Promise<Shop> {
  const names = NAMES.slice(0, count);
  const workspace = await createWorkspace(registry, {
    'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['packages/*'] }),
    'package-lock.json': JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: {} }),
    'verstamp.json': JSON.stringify({ ledger }),
    '.gitignore': '.verstamp/\npacked/\n',
  });
  const { root } = workspace;
  const planFolder = join(root, 'packed');
  const write = async (name: string, version: string, content: string) => {
    const manifest = describe(name, version, names);
    await workspace.write({
      [`packages/${names.indexOf(name as never)}/package.json`]: manifest,
      [`packages/${names.indexOf(name as never)}/index.js`]: content,
    });
    const bytes = packArchive([
      { path: 'package.json', text: manifest },
      { path: 'index.js', text: content },
    ]);
    const path = `${name.replace(/\W/g, '-')}.tgz`;
    await mkdir(planFolder, { recursive: true });
    await writeFile(join(planFolder, path), bytes);
    const integrity = `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
    return { kind: 'publish', name, version, access: 'public', tag: 'latest', tarball: { path, integrity } };
  };
  const start = async (...args: readonly string[]) => (await workspace.run('git', ...args)).trim();
  return {
    workspace,
    names,
    async prepare(version, content) {
      const plan = [];
      for (const name of names) plan.push(await write(name, version, content));
      await writeFile(join(planFolder, 'publish-plan.json'), JSON.stringify({ version: 1, plan: [plan] }));
      await commitAll(workspace, `${version} ${content}`);
      return start('rev-parse', 'HEAD');
    },
    async swap(name, content) {
      const { version } = JSON.parse(
        await readFile(join(root, `packages/${names.indexOf(name as never)}/package.json`), 'utf8'),
      ) as { version: string };
      await write(name, version, content);
    },
    release: async (options = {}) =>
      releaseWorkspace({ cwd: root, env: QUIET_ENV, planFolder, ...HASTY, ...options }),
    async tags() {
      const lines = await start('for-each-ref', '--format=%(refname:strip=2) %(*objectname)', 'refs/tags');
      return Object.fromEntries(
        lines
          .split('\n')
          .filter(Boolean)
          .map((line) => line.split(' ')),
      );
    },
    remove: async () => rm(root, { recursive: true, force: true }),
  };
}

function describe(name: string, version: string, names: readonly string[]): string {
  const before = names[names.indexOf(name) - 1];
  return JSON.stringify({
    name,
    version,
    type: 'module',
    exports: './index.js',
    publishConfig: { access: 'public' },
    ...(before === undefined ? {} : { dependencies: { [before]: `^${version}` } }),
  });
}
