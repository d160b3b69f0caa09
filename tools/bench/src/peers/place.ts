import { symlink } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry } from '@verstamp/testing/registry';
import {
  CHANGESETS,
  commitAll,
  createWorkspace,
  QUIET_ENV,
  type TestWorkspace,
} from '@verstamp/testing/workspace';
import { publish, PUBLISHERS, type Publisher } from './publishers.ts';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const FOLDERS = { '@shop/cart': 'cart', 'shop-till': 'till' } as const;

/** What a package's manifest says beyond its name. */
export type Manifest = Readonly<Record<string, unknown>>;

/** A workspace of two packages whose 1.0.0 is out, a real registry, and a proxy before it that can fail. */
export interface Place {
  readonly workspace: TestWorkspace;
  readonly proxy: FaultyRegistry;
  readonly env: NodeJS.ProcessEnv;
  /** Gives both packages a version and other fields, without a commit. */
  describe(version: string, fields?: Manifest): Promise<void>;
  /** Changes what a package does, without a commit. */
  change(): Promise<void>;
  commit(): Promise<void>;
  /** Takes the cart's 1.0.0 out of the registry. */
  unpublish(): Promise<void>;
  /** Reads the manifest of the cart as the registry has it; `undefined` where it has none. */
  readPublished(version: string): Promise<Manifest | undefined>;
  close(): Promise<void>;
}

/** Makes a place for a publisher, with its kind of workspace. */
export async function makePlace({ title, manager = 'npm' }: Publisher): Promise<Place> {
  const real = await startRegistry();
  const proxy = await startFaultyRegistry(real.url);
  const workspace = await createWorkspace(proxy.url, SETTINGS[manager]);
  await symlink(MODULES, `${workspace.root}/node_modules`);
  const env = {
    ...QUIET_ENV,
    PATH: `${MODULES}/.bin${delimiter}${process.env['PATH']}`,
    NX_DAEMON: 'false',
    CI: 'true',
    // Nothing of one trial is to help another.
    VERSTAMP_CACHE: 'off',
  };
  const place: Place = {
    workspace,
    proxy,
    env,
    async describe(version, fields = {}) {
      for (const [name, folder] of Object.entries(FOLDERS)) {
        const manifest = { name, version, type: 'module', exports: './index.js', license: 'MIT', ...fields };
        const scoped = name.startsWith('@') ? { publishConfig: { access: 'public' } } : {};
        await workspace.write({
          [`packages/${folder}/package.json`]: JSON.stringify({ ...manifest, ...scoped }),
        });
      }
    },
    change: async () => workspace.write({ 'packages/cart/index.js': 'export const cart = 2;\n' }),
    commit: async () => commitAll(workspace),
    async unpublish() {
      const packument = (await (await fetch(`${real.url}@shop%2fcart`)).json()) as Readonly<
        Record<string, unknown>
      >;
      const answer = await fetch(`${real.url}@shop%2fcart/-rev/${String(packument['_rev'])}`, {
        method: 'DELETE',
      });
      if (!answer.ok) throw new Error(`The registry kept what was to be removed: ${answer.status}.`);
    },
    async readPublished(version) {
      const answer = await fetch(`${real.url}@shop%2fcart/${version}`);
      return answer.ok ? ((await answer.json()) as Manifest) : undefined;
    },
    async close() {
      await workspace.remove();
      await proxy.close();
      await real.close();
    },
  };
  await workspace.write({
    'packages/cart/index.js': 'export const cart = 1;\n',
    'packages/till/index.js': '',
  });
  await place.describe('1.0.0');
  await place.commit();
  const { code, said } = await publish(findFirst(title), workspace.root, env);
  if (code !== 0 || !(await place.readPublished('1.0.0'))) {
    throw new Error(`${title}: 1.0.0 did not go out.\n${said}`);
  }
  return place;
}

/** Who brings 1.0.0 out: npm, where a publisher has no workspace or memory of its own. */
function findFirst(title: string): Publisher {
  const self = PUBLISHERS.find((one) => one.title === title && /^(?:verstamp|pnpm)/.test(title));
  const npm = PUBLISHERS.find((one) => one.title.startsWith('npm'));
  const first = self ?? npm;
  if (!first) throw new Error('Nobody can bring the first version out.');
  return first;
}

const COMMON = {
  '.gitignore': 'node_modules\n.verstamp/\n.nx/\n',
  'verstamp.json': JSON.stringify({ ledger: 'file:.verstamp/ledger.jsonl' }),
  '.changeset/config.json': CHANGESETS,
  'lerna.json': JSON.stringify({ version: 'independent', npmClient: 'npm' }),
  'nx.json': JSON.stringify({ release: { projects: ['packages/*'], projectsRelationship: 'independent' } }),
};

const SETTINGS = {
  npm: {
    ...COMMON,
    'package.json': JSON.stringify({ name: 'shop', private: true, workspaces: ['packages/*'] }),
    'package-lock.json': JSON.stringify({ name: 'shop', lockfileVersion: 3, packages: {} }),
  },
  pnpm: {
    ...COMMON,
    'package.json': JSON.stringify({ name: 'shop', private: true }),
    'pnpm-workspace.yaml': 'packages: [packages/*]\n',
  },
} as const;
