import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { readPolicy } from '../policy/policy.ts';
import { readCovered, readFileFilter } from './changesets.ts';
import { findPackages } from './packages.ts';
import { readWorkspace } from './workspace.ts';

type Files = Readonly<Record<string, string>>;

let root: string;

beforeEach(() => {
  root = makeFolder();
});

function write(files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const named = (name: string): string => JSON.stringify({ name, version: '1.0.0' });
const rootOf = (more: object): Files => ({
  'package.json': JSON.stringify({ private: true, workspaces: ['p/*'], ...more }),
});
const FILES: Files = {
  ...rootOf({}),
  'p/till/package.json': named('till'),
  'p/cart/package.json': named('cart'),
  'other/package.json': named('other'),
};

const CHANGESET = '---\ncart: minor\n---\n\nMore.\n';

describe('a workspace that has no lockfile yet', () => {
  it.each<[string, Files, string]>([
    ['npm', {}, '.'],
    ['npm', {}, 'p/cart'],
    ['npm', rootOf({ workspaces: { packages: ['p/*'] } }), '.'],
    ['npm', { ...rootOf({ workspaces: { packages: ['p/*'] } }), 'package-lock.json': '{}' }, '.'],
    ['npm', rootOf({ workspaces: ['./p/till/', '**', '!other'] }), '.'],
    ['npm', rootOf({ packageManager: 'npm@11.0.0' }), '.'],
    ['yarn', rootOf({ packageManager: 'yarn@4.10.3' }), '.'],
    ['yarn-classic', rootOf({ packageManager: 'yarn@1.22.22' }), '.'],
    ['bun', rootOf({ packageManager: 'bun@1.4.5' }), '.'],
  ])('is one of %s all the same, with %o, in %s', async (manager, files, folder) => {
    write({ ...FILES, ...files });
    const found = await readWorkspace(join(root, folder));
    expect(found.packages.map(({ name }) => name)).toEqual(['cart', 'till']);
    expect(found).toMatchObject({ root, manager });
  });

  it.each<[string, Files, string]>([
    ['in a package that it does not name', {}, 'other'],
    [
      'whose patterns name no package',
      { 'other/package.json': named('other'), ...rootOf({ workspaces: ['q/*'] }) },
      'other',
    ],
  ])('is none %s', async (_, files, folder) => {
    write({ ...FILES, ...files });
    const found = await findPackages(join(root, folder));
    expect(found).toMatchObject({ tool: 'root', packages: [{ manifest: { name: 'other' } }] });
  });

  it('is planned by Changesets, which would not see it', async () => {
    write({
      ...FILES,
      '.changeset/config.json': '{"baseBranch":"main"}',
      '.changeset/odd-days-go.md': CHANGESET,
    });
    expect(await readCovered(root)).toEqual(new Set(['cart']));
  });

  it('is refused where pnpm packs, which does not read it', async () => {
    write({ ...FILES, 'pnpm-lock.yaml': '' });
    await expect(readWorkspace(root)).rejects.toThrow('pnpm-workspace.yaml');
  });
});

describe('a package that the workspace around it does not name', () => {
  const pnpm = { 'pnpm-workspace.yaml': 'packages: [p/*]\n', 'package.json': '{"name":"shop"}' };
  it.each<[string, Files, string]>([
    ['npm, with a lockfile', { 'package-lock.json': '{}' }, 'other'],
    [
      'npm, with a lockfile, in a folder of it',
      { 'package-lock.json': '{}', 'other/src/a.js': '' },
      'other/src',
    ],
    ['yarn', { 'yarn.lock': '' }, 'other'],
    ['Lerna', { ...rootOf({ workspaces: undefined }), 'lerna.json': '{"packages":["p/*"]}' }, 'other'],
    ['pnpm, and has a lockfile of npm', { ...pnpm, 'other/package-lock.json': '{}' }, 'other'],
    [
      'pnpm, and has settings of its own',
      { ...pnpm, 'other/pnpm-workspace.yaml': 'pmOnFail: ignore\n' },
      'other',
    ],
  ])('is released by itself: %s', async (_, files, folder) => {
    write({ ...FILES, ...files });
    const found = await readWorkspace(join(root, folder));
    expect(found).toMatchObject({ root: join(root, 'other'), packages: [{ name: 'other' }] });
    expect((await readPolicy(found)).single).toBe(true);
  });

  it('may be a workspace of its own', async () => {
    const inner = JSON.stringify({ private: true, workspaces: ['q/*'] });
    write({
      ...FILES,
      'package-lock.json': '{}',
      'other/package.json': inner,
      'other/q/a/package.json': named('a'),
    });
    const found = await readWorkspace(join(root, 'other/q/a'));
    expect(found).toMatchObject({ root: join(root, 'other'), packages: [{ name: 'a' }] });
  });

  it('is refused if pnpm would publish it, by the settings of the workspace', async () => {
    write({ ...FILES, ...pnpm });
    await expect(readWorkspace(join(root, 'other'))).rejects.toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: expect.stringContaining('does not name this package'),
    });
  });
});

it.each(['package.json', 'p/till/package.json', '.changeset/pre.json'])(
  'names %s where it cannot be read',
  async (file) => {
    write({ ...FILES, '.changeset/config.json': '{}' });
    rmSync(join(root, file), { force: true });
    mkdirSync(join(root, file));
    const read = async () => readPolicy(await readWorkspace(join(root, 'p/till')));
    await expect(read()).rejects.toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: expect.stringContaining(`${file}": it cannot be read (EISDIR).`),
    });
  },
);

describe('a package that only a link leads to', () => {
  const lock = { 'package-lock.json': '{}' };
  it.each<[string, Files, readonly string[]]>([
    ['belongs to the workspace, without a lockfile', {}, ['cart', 'other', 'till']],
    ['belongs to the workspace, with one', lock, ['cart', 'other', 'till']],
    [
      'belongs to the workspace of pnpm',
      { 'package.json': '{"private":true}', 'pnpm-workspace.yaml': 'packages: [p/*]\n' },
      ['cart', 'other', 'till'],
    ],
    ['may be all there is, without a lockfile', rootOf({ workspaces: ['p/link'] }), ['other']],
    ['may be all there is, with one', { ...rootOf({ workspaces: ['p/link'] }), ...lock }, ['other']],
    ['is left out as Changesets does', { ...lock, '.changeset/config.json': '{}' }, ['cart', 'till']],
    [
      'is left out where it lacks name and version',
      { 'other/package.json': '{"type":"module"}' },
      ['cart', 'till'],
    ],
  ])('%s', async (_, files, expected) => {
    write({ ...FILES, ...files });
    symlinkSync('../other', join(root, 'p/link'));
    // What it leads to is there already.
    symlinkSync('cart', join(root, 'p/twin'));
    const { packages } = await readWorkspace(root);
    expect(packages.map(({ name }) => name)).toEqual(expected);
  });
});

describe('a single package whose "workspaces" name nothing else, without a lockfile', () => {
  it.each<[string, string, Files]>([
    ['what a link leads to, as Changesets does', '../other', { '.changeset/config.json': '{}' }],
    ['a link to itself', '..', {}],
    ['a link to what lacks a name', '../other', { 'other/package.json': '{}' }],
    [
      'a link to itself, with pnpm, which reads none of them',
      '..',
      { ...rootOf({ name: 'shop' }), 'pnpm-lock.yaml': '' },
    ],
    [
      'itself',
      '../none',
      rootOf({ workspaces: ['**', '!other'], name: 'shop', private: false, version: '1.0.0' }),
    ],
  ])('leaves out %s', async (_, target, files) => {
    const shop = rootOf({ name: 'shop', private: false, version: '1.0.0' });
    write({ ...shop, 'other/package.json': named('other'), 'p/README.md': '', ...files });
    symlinkSync(target, join(root, 'p/link'));
    const { tool, packages } = await findPackages(root);
    expect(tool).toBe('root');
    expect(packages.map(({ manifest }) => manifest['name'])).toEqual(['shop']);
  });
});

describe('a workspace of Lerna', () => {
  it.each<[string, Files, readonly string[]]>([
    ['what the package manager names', { 'lerna.json': '{"version":"independent"}' }, ['cart', 'till']],
    ['what Lerna names', { 'lerna.json': '{"packages":["p/till"]}' }, ['till']],
    [
      'what old versions of Lerna take by themselves',
      { ...rootOf({ workspaces: undefined }), 'lerna.json': '{}', 'packages/a/package.json': named('a') },
      ['a'],
    ],
  ])('holds %s', async (_, files, expected) => {
    write({ ...FILES, ...files });
    const { packages } = await readWorkspace(root);
    expect(packages.map(({ name }) => name)).toEqual(expected);
  });
});

describe('a workspace of pnpm whose root has no package.json', () => {
  it.each<[string, string, Files]>([
    ['nothing', '.', {}],
    ['nothing', 'p/a', {}],
    ['a private package', '.', { 'package.json': '{"name":"outer","private":true}' }],
    ['a private package', 'p/a', { 'package.json': '{"name":"outer","private":true}' }],
    ['a package', '.', { 'package.json': named('outer') }],
    ['a workspace', '.', { ...rootOf({}), 'p/till/package.json': named('till') }],
  ])('is found below %s, in %s', async (_, folder, files) => {
    write({
      ...files,
      'js/pnpm-workspace.yaml': 'packages: [p/*]\n',
      'js/p/a/package.json': named('a'),
      'js/other/package.json': named('other'),
      'js/.changeset/config.json': '{}',
    });
    const found = await readWorkspace(join(root, 'js', folder));
    expect(found).toMatchObject({ root: join(root, 'js'), manager: 'pnpm', packages: [{ name: 'a' }] });
    expect(found.packages).toHaveLength(1);
    expect((await readPolicy(found)).single).toBe(false);
  });
});

describe('publishConfig.tag', () => {
  it.each([
    ['1.0.0', false],
    ['1.x', false],
    ['>=2', false],
    ['next', true],
    ['release-1.x', true],
    ['', true],
  ])('%j is taken: %s', async (tag, isTaken) => {
    const cart = JSON.stringify({ name: 'cart', version: '1.0.0', publishConfig: { tag } });
    write({ ...FILES, 'p/cart/package.json': cart });
    const path = join(root, 'p/cart/package.json');
    const read = readWorkspace(root).then(
      () => 'taken',
      (error: unknown) => error,
    );
    expect(await read).toEqual(
      isTaken
        ? 'taken'
        : expect.objectContaining({
            code: 'WORKSPACE_INVALID',
            details: { path, reason: expect.any(String) },
          }),
    );
  });
});

describe("the root's own package", () => {
  const shop = rootOf({ private: false, name: 'shop', version: '1.0.0' });
  const lock = { 'package-lock.json': '{}' };
  it.each<[string, Files, readonly string[]]>([
    ['counts as the others, without a lockfile', shop, ['shop', 'cart', 'till']],
    ['counts as the others, with one', { ...shop, ...lock }, ['shop', 'cart', 'till']],
    [
      'counts as the others, with pnpm',
      { 'package.json': named('shop'), 'pnpm-workspace.yaml': 'packages: [p/*]\n' },
      ['shop', 'cart', 'till'],
    ],
    [
      'is all there is for pnpm, which does not read "workspaces"',
      { ...shop, 'pnpm-lock.yaml': '', 'pnpm-workspace.yaml': 'nodeLinker: hoisted\n' },
      ['shop'],
    ],
    [
      'is left out where it is private',
      { ...shop, ...rootOf({ name: 'shop', version: '1.0.0' }) },
      ['cart', 'till'],
    ],
    ['is left out where it lacks a version', rootOf({ private: false, name: 'shop' }), ['cart', 'till']],
    ['is left out as Changesets does', { ...shop, '.changeset/config.json': '{}' }, ['cart', 'till']],
  ])('%s', async (_, files, expected) => {
    write({ ...FILES, ...files });
    const { packages } = await findPackages(root);
    expect(packages.map(({ manifest }) => manifest['name'])).toEqual(expected);
  });
});

it('minds nothing that cannot be read above a package', async () => {
  write({ 'package.json': '', 'lib/package.json': named('lib') });
  expect((await findPackages(join(root, 'lib'))).packages).toMatchObject([{ manifest: { name: 'lib' } }]);
});

describe('a package.json with a mark before it, as some editors write it', () => {
  const marked = (files: Files): Files =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [path, `\uFEFF${text}`]));
  const lock = { 'package-lock.json': '{}' };
  it.each<[string, Files]>([
    ['of a workspace', marked(FILES)],
    ['of a workspace with a lockfile', { ...marked(FILES), ...lock }],
    ['of a workspace of pnpm', { ...marked(FILES), 'pnpm-workspace.yaml': 'packages: [p/*]\n' }],
    [
      'of a workspace of pnpm alone',
      { ...marked({ ...FILES, 'package.json': '{}' }), 'pnpm-workspace.yaml': 'packages: [p/*]\n' },
    ],
    ['of a single package', { 'package.json': `\uFEFF${named('cart')}` }],
    ['of a single package with a lockfile', { 'package.json': `\uFEFF${named('cart')}`, ...lock }],
  ])('is read as npm does: %s', async (_, files) => {
    write(files);
    const found = await readWorkspace(root);
    expect(found.packages[0]).toMatchObject({ name: 'cart', version: '1.0.0' });
    expect((await readPolicy(found)).ignored.size).toBe(0);
  });
});

describe('a package.json that is no JSON', () => {
  const lock = { 'package-lock.json': '{}' };
  it.each<[string, Files, string]>([
    ['p/cart/package.json', { 'p/cart/package.json': '{ x' }, '.'],
    ['p/cart/package.json', { ...lock, 'p/cart/package.json': '{ x' }, '.'],
    ['p/cart/package.json', { ...lock, 'p/cart/package.json': '{ x' }, 'p/till'],
    ['p/cart/package.json', { ...lock, 'p/cart/package.json': '{ x' }, 'p/cart'],
    ['package.json', { ...lock, 'package.json': '{ x' }, '.'],
    [
      'p/cart/package.json',
      { 'package.json': '{}', 'pnpm-workspace.yaml': 'packages: [p/*]\n', 'p/cart/package.json': '{ x' },
      '.',
    ],
  ])('is named: %s in %o, asked in %s', async (path, files, folder) => {
    write({ ...FILES, ...files });
    await expect(findPackages(join(root, folder))).rejects.toMatchObject({
      code: 'WORKSPACE_INVALID',
      details: { path: join(root, path) },
    });
  });

  it('leaves a full stop behind what somebody else says', async () => {
    write({ 'lerna.json': '{ x', 'package.json': '{}' });
    await expect(findPackages(root)).rejects.toThrow(/\. Expected a package\.json with name/);
  });
});

it.each([
  ['without patterns', {}, [], []],
  [
    'by what it adds and takes away in turn',
    { changedFilePatterns: ['src/**', '!**/*.test.js', '**/own.test.js'] },
    ['src/a.js', 'src/größe.js', 'src/own.test.js'],
    ['README.md', 'src/a.test.js'],
  ],
  ['that only takes away', { changedFilePatterns: ['!**/*.test.js'] }, [], ['a.js', 'a.test.js']],
])('filters changed files as Changesets does, %s', async (_, config, counted, left) => {
  write({ ...FILES, '.changeset/config.json': JSON.stringify({ baseBranch: 'main', ...config }) });
  const counts = await readFileFilter(root);
  expect(counts === undefined).toBe(counted.length + left.length === 0);
  expect([...counted, ...left].filter((file) => counts?.(file))).toEqual(counted);
});

it.each([
  [{}, []],
  [{ privatePackages: { version: true, tag: false } }, []],
  [{ privatePackages: { version: true, tag: true } }, ['web']],
  [{ privatePackages: { version: true, tag: true }, ignore: ['web'] }, []],
])('tags private packages only where Changesets is told to: %j', async (config, names) => {
  const web = JSON.stringify({ name: 'web', version: '1.0.0', private: true });
  write({ ...FILES, 'p/web/package.json': web, '.changeset/config.json': JSON.stringify(config) });
  const { tagOnly } = await readPolicy(await readWorkspace(root));
  expect(tagOnly.map(({ name }) => name)).toEqual(names);
});

describe('the prerelease mode of Changesets 2', () => {
  const state = { mode: 'pre', tag: 'next', initialVersions: { cart: '1.0.0' }, changesets: ['odd-days-go'] };
  it.each<[string, { readonly mode: string; readonly changesets?: null }, readonly string[]]>([
    ['is not pending in it', { mode: 'pre' }, []],
    ['is pending again once it ends', { mode: 'exit' }, ['cart']],
    ['is pending where none is named', { mode: 'pre', changesets: null }, ['cart']],
  ])('leaves its files as they are, and what it has released %s', async (_, more, pending) => {
    const files = {
      '.changeset/pre.json': JSON.stringify({ ...state, ...more }),
      '.changeset/odd-days-go.md': CHANGESET,
    };
    const cart = JSON.stringify({ name: 'cart', version: '1.1.0-next.0' });
    write({ ...FILES, '.changeset/config.json': '{}', 'p/cart/package.json': cart, ...files });
    expect(await readCovered(root)).toEqual(new Set(pending));
    expect((await readPolicy(await readWorkspace(root))).prerelease).toBe(
      more.mode === 'pre' ? 'next' : undefined,
    );
    for (const [path, text] of Object.entries(files))
      expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  });
});

it.each([
  ['config.json', '{ "baseBranch": \u001b[2K\u202e }'],
  ['pre.json', '{ "mode": \u001b[2K\u202e }'],
  ['pre.json', '\uFEFF{ "mode": "pre", "tag": "\u202e" }'],
  ['pre.json', '{ "mode": "pre", "tag": "next", "changesets": 3 }'],
  ['pre.json', '{ "mode": "\u202e", "tag": "next" }'],
])('says of a .changeset/%s that is no JSON without what a terminal obeys', async (file, text) => {
  write({ ...FILES, '.changeset/config.json': '{}', [`.changeset/${file}`]: text });
  const workspace = await readWorkspace(root);
  for (const ask of [async () => readPolicy(workspace), async () => readCovered(root)]) {
    await expect(ask()).rejects.toMatchObject({
      code: 'WORKSPACE_INVALID',
      message: expect.stringMatching(/^[ -~]+$/),
    });
  }
});

it('says of changesets that are no names which field of .changeset/pre.json is at fault', async () => {
  const state = JSON.stringify({ mode: 'pre', tag: 'next', changesets: 3 });
  write({ ...FILES, '.changeset/config.json': '{}', '.changeset/pre.json': state });
  await expect(readCovered(root)).rejects.toThrow('"changesets"');
});
