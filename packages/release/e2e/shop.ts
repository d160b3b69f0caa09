import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { releaseWorkspace, type ReleaseOptions, type ReleaseReport } from '../src/index.ts';
import { packArchive } from '@verstamp/testing/archive';
import { commitAll, createWorkspace, QUIET_ENV, type TestWorkspace } from '@verstamp/testing/workspace';

/** The packages of a shop, each of which needs the one before; the last is the first by name. */
const NAMES: readonly string[] = ['base', 'cart', 'till', 'desk', 'app'];

/** One text for all packages, or one for each by its name. */
export type PerPackage = string | Readonly<Record<string, string>>;

interface PlanDocument {
  readonly plan: { readonly name: string; readonly tarball: { integrity: string } }[][];
}

/** A workspace whose packages are packed by hand, so that a test can release many versions in a second. */
export interface Shop {
  readonly workspace: TestWorkspace;
  readonly names: readonly string[];
  readonly planFolder: string;
  /** Gives each package a version and a content, commits, packs, and gives the commit. */
  prepare(version: PerPackage, content: PerPackage): Promise<string>;
  /** Puts another tarball in a packed one's place, as nobody should; gives what it now is. */
  swap(name: string, content: string): Promise<string>;
  /** Packs a package of the same commit with another content, as a build that differs each time does. */
  rebuild(name: string, content: string): Promise<void>;
  /** The integrity of each package's tarball as it was packed last. */
  packed(): Promise<readonly Held[]>;
  release(options?: Partial<ReleaseOptions>): Promise<ReleaseReport>;
  /** The tags of the clone, and the commits where they stand. */
  tags(): Promise<Readonly<Record<string, string>>>;
  remove(): Promise<void>;
}

/** What a registry holds of a version: what its metadata promises, and what its tarball is. */
export interface Held {
  readonly name: string;
  readonly promised: string | undefined;
  readonly served: string | undefined;
}

/** Reads what a registry holds, without any code of ours. */
export async function readHeld(registry: string, name: string, version: string): Promise<Held> {
  const response = await fetch(`${registry}${name.replace('/', '%2f')}`);
  const packument = (await response.json()) as {
    readonly versions?: Readonly<
      Record<string, { readonly dist: { readonly integrity: string; readonly tarball: string } }>
    >;
  };
  const dist = packument.versions?.[version]?.dist;
  if (!dist) return { name, promised: undefined, served: undefined };
  const tarball = await fetch(dist.tarball);
  const bytes = Buffer.from(await tarball.arrayBuffer());
  return { name, promised: dist.integrity, served: integrityOf(bytes) };
}

function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

/** How the shop is released: soon done with reading back, and patient with a machine that is busy. */
const CALM: Pick<ReleaseOptions, 'patience' | 'readBackTimes' | 'claimTimes'> = {
  patience: { timeoutMs: 8000, pausesMs: [] },
  readBackTimes: { acceptedMs: [5, 20], doubtfulMs: [5, 20] },
  claimTimes: { claimMs: 30_000, pollMs: 200, waitMs: 300_000 },
};

/** For a run that will be stopped, so that its claim is soon over. */
export const STOPPED: Pick<ReleaseOptions, 'readBackTimes' | 'claimTimes'> = {
  ...CALM,
  claimTimes: { claimMs: 2500, pollMs: 20, waitMs: 60_000 },
};

/** What a shop is made of. */
export interface ShopOptions {
  /** The scope of its packages, by which a fault finds them. @default shop */
  readonly scope?: string;
  /** How many packages there are. @default 3 */
  readonly count?: number;
  readonly ledger?: string;
  /** A bare repository that every commit is pushed to, under a branch of the shop's own. */
  readonly remote?: string;
}

/** Makes a shop of its own that publishes to a registry. */
export async function createShop(registry: string, options: ShopOptions = {}): Promise<Shop> {
  const { scope = 'shop', count = 3, ledger = 'file:.verstamp/ledger.jsonl', remote } = options;
  const names = NAMES.slice(0, count).map((name) => `@${scope}/${name}`);
  const workspace = await createWorkspace(registry, {
    'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['packages/*'] }),
    'package-lock.json': JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: {} }),
    'verstamp.json': JSON.stringify({ ledger }),
    '.gitignore': '.verstamp/\npacked/\n',
  });
  const { root } = workspace;
  const planFolder = join(root, 'packed');
  const swap: Shop['swap'] = async (name, content) => {
    const manifest = await readFile(join(root, folderOf(name), 'package.json'), 'utf8');
    return pack(name, manifest, content);
  };
  const pack = async (name: string, manifest: string, content: string) => {
    const bytes = packArchive([
      { path: 'package.json', text: manifest },
      { path: 'index.js', text: content },
    ]);
    await mkdir(planFolder, { recursive: true });
    await writeFile(join(planFolder, fileOf(name)), bytes);
    return `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
  };
  const folderOf = (name: string) => `packages/${names.indexOf(name)}`;
  const start = async (...args: readonly string[]) => (await workspace.run('git', ...args)).trim();
  if (remote !== undefined) {
    await start('init', '-q');
    await start('remote', 'add', 'origin', remote);
  }
  return {
    workspace,
    names,
    async prepare(version, content) {
      const plan = [];
      for (const name of names) {
        const own = typeof version === 'string' ? version : (version[name] ?? '');
        const text = typeof content === 'string' ? content : (content[name] ?? '');
        const manifest = describe(name, own, names);
        await workspace.write({
          [`${folderOf(name)}/package.json`]: manifest,
          [`${folderOf(name)}/index.js`]: text,
        });
        const tarball = { path: fileOf(name), integrity: await pack(name, manifest, text) };
        plan.push({ kind: 'publish', name, version: own, access: 'public', tag: 'latest', tarball });
      }
      await writeFile(join(planFolder, 'publish-plan.json'), JSON.stringify({ version: 1, plan: [plan] }));
      await commitAll(workspace, `${JSON.stringify(version)} ${JSON.stringify(content)}`);
      if (remote !== undefined) await start('push', '-q', remote, `HEAD:refs/heads/${basename(root)}`);
      return start('rev-parse', 'HEAD');
    },
    swap,
    async rebuild(name, content) {
      const integrity = await swap(name, content);
      const path = join(planFolder, 'publish-plan.json');
      const document = JSON.parse(await readFile(path, 'utf8')) as PlanDocument;
      for (const entry of document.plan.flat()) if (entry.name === name) entry.tarball.integrity = integrity;
      await writeFile(path, JSON.stringify(document));
    },
    async packed() {
      const held = names.map(async (name) => {
        const integrity = integrityOf(await readFile(join(planFolder, fileOf(name))));
        return { name, promised: integrity, served: integrity };
      });
      return Promise.all(held);
    },
    planFolder,
    release: async (changes = {}) =>
      releaseWorkspace({ cwd: root, env: QUIET_ENV, planFolder, ...CALM, ...changes }),
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

function fileOf(name: string): string {
  return `${name.replace(/\W/g, '-')}.tgz`;
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
