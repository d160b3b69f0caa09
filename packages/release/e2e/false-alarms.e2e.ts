import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guardRelease, releaseWorkspace, type ReleaseReport } from '../src/index.ts';
import { bringPnpm } from '@verstamp/testing/pnpm';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { isFull } from '@verstamp/testing/size';
import { STOPPED } from './shop.ts';
import { CHANGESETS, commitAll, createWorkspace, type TestWorkspace } from '@verstamp/testing/workspace';

const run = promisify(execFile);

type Fields = Readonly<Record<string, unknown>>;

const BASE: Fields = {
  version: '1.0.0',
  type: 'module',
  exports: './index.js',
  files: ['index.js'],
  publishConfig: { access: 'public' },
};

/** Packages that need each other in every way that a range can be written. */
const PACKAGES: Readonly<Record<string, Fields>> = {
  core: {},
  caret: { dependencies: { '@mono/core': 'workspace:^' } },
  tilde: { dependencies: { '@mono/core': 'workspace:~' } },
  exact: { dependencies: { '@mono/core': 'workspace:*' } },
  peer: {
    peerDependencies: { '@mono/core': 'workspace:^' },
    devDependencies: { '@mono/core': 'workspace:*' },
  },
  plain: { dependencies: { '@mono/caret': '^1.0.0' } },
  tool: { devDependencies: { '@mono/core': 'workspace:*' } },
  alone: {},
};

const FILES: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'mono', private: true, packageManager: 'pnpm@12.21.0' }),
  'pnpm-workspace.yaml':
    'packages: [packages/*]\npmOnFail: ignore\nautoInstallPeers: false\nlinkWorkspacePackages: true\n',
  '.gitignore': 'node_modules/\n.verstamp/\n',
  'verstamp.json': JSON.stringify({ ledger: 'file:.verstamp/ledger.jsonl' }),
  '.changeset/config.json': CHANGESETS,
  ...Object.fromEntries(
    Object.entries(PACKAGES).flatMap(([name, fields]) => [
      [`packages/${name}/package.json`, JSON.stringify({ name: `@mono/${name}`, ...BASE, ...fields })],
      [`packages/${name}/index.js`, `export const ${name} = 0;\n`],
    ]),
  ),
};

/** What a team commits on an ordinary day. */
interface Change {
  readonly title: string;
  /** The packages whose code changes, and how their versions move. */
  readonly bumps?: Readonly<Record<string, 'patch' | 'minor' | 'major'>>;
  /** Other files, by the number of the commit. */
  readonly files?: (number: number) => Readonly<Record<string, string>>;
  /** A field of a package.json that changes. */
  readonly edit?: readonly [pkg: string, field: string, value: (number: number) => unknown];
}

const CHANGES: readonly Change[] = [
  { title: 'a new feature that all need', bumps: { core: 'minor' } },
  { title: 'another compiler for one package', edit: ['tool', 'devDependencies', compilers] },
  { title: 'a fix that all need', bumps: { core: 'patch' } },
  { title: 'a fix in the middle', bumps: { caret: 'patch' } },
  {
    title: 'tests and documents',
    files: (number) => ({ 'packages/alone/index.test.js': `// ${number}\n`, 'README.md': `${number}\n` }),
  },
  { title: 'a change that breaks all', bumps: { core: 'major' } },
  {
    title: 'a script that no installation runs',
    edit: ['alone', 'scripts', (number) => ({ test: `node --test # ${number}` })],
  },
  { title: 'a fix at the edge', bumps: { alone: 'patch' } },
  { title: 'two at once', bumps: { core: 'minor', plain: 'minor' } },
];

function compilers(number: number): unknown {
  return { '@mono/core': 'workspace:*', typescript: `7.0.${number}` };
}

/** Twice round, and two more; each kind once where time is short. */
const COMMITS = isFull ? 20 : CHANGES.length;

let registry: TestRegistry;
let workspace: TestWorkspace;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  registry = await startRegistry();
  workspace = await createWorkspace(registry.url, FILES);
  env = await bringPnpm();
  await run('pnpm', ['install', '--offline'], { cwd: workspace.root, env });
  await commitAll(workspace);
  expect((await release()).released.length).toBe(Object.keys(PACKAGES).length);
}, 120_000);

afterAll(async () => {
  await workspace.remove();
  await registry.close();
});

/** Gives the conclusion, and every verdict but that nothing changed, or that a changeset covers it. */
const guardWith = async (ledger: NodeJS.ProcessEnv): Promise<readonly string[]> => {
  const { conclusion, packages } = await guardRelease({ cwd: workspace.root, env: { ...env, ...ledger } });
  const odd = packages.filter(({ verdict }) => verdict !== 'identical' && verdict !== 'pending');
  return [conclusion, ...odd.map(({ name, verdict }) => `${name} ${verdict}`)];
};

/** Guards with the ledger that the releases are on record in, and with one that knows nothing. */
const guard = async (): Promise<readonly string[]> => {
  const known = await guardWith({});
  expect(await guardWith({ VERSTAMP_LEDGER: 'file:.verstamp/empty.jsonl' })).toEqual(known);
  return known;
};

const release = async (): Promise<ReleaseReport> =>
  releaseWorkspace({ ...STOPPED, cwd: workspace.root, env });

const commit = async (message: string): Promise<void> => {
  await workspace.run('git', 'add', '-A');
  await workspace.run('git', 'commit', '-q', '-m', message);
};

async function make({ title, bumps = {}, files, edit }: Change, number: number): Promise<void> {
  const names = Object.keys(bumps);
  const code = names.map((name) => [`packages/${name}/index.js`, `export const ${name} = ${number};\n`]);
  await workspace.write({ ...Object.fromEntries(code), ...files?.(number) });
  if (edit) {
    const [name, field, value] = edit;
    const path = `packages/${name}/package.json`;
    const manifest = JSON.parse(await readFile(join(workspace.root, path), 'utf8')) as Fields;
    await workspace.write({ [path]: JSON.stringify({ ...manifest, [field]: value(number) }, undefined, 2) });
  }
  if (names.length > 0) {
    const lines = Object.entries(bumps).map(([name, bump]) => `"@mono/${name}": ${bump}`);
    await workspace.write({
      [`.changeset/change-${number}.md`]: `---\n${lines.join('\n')}\n---\n\n${title}\n`,
    });
  }
  await commit(title);
}

it.each(Array.from({ length: COMMITS }, (_, number) => number))(
  'commit %i raises no alarm, before its release and after it',
  async (number) => {
    const change = CHANGES[number % CHANGES.length] ?? { title: '' };
    await make(change, number + 1);
    expect([change.title, ...(await guard())]).toEqual([change.title, 'allow']);
    if (!change.bumps) return;
    await workspace.changeset('version');
    await commit('Version packages');
    expect(await release()).toMatchObject({ conclusion: 'allow', problems: [] });
    expect([change.title, ...(await guard())]).toEqual([change.title, 'allow']);
  },
);
