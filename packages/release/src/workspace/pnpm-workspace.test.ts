import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { getPackagesSync } from '@manypkg/get-packages';
import { beforeEach, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { findPnpmPackages, type FoundPackages } from './pnpm-workspace.ts';

let root: string;

beforeEach(() => {
  root = makeFolder();
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** What the library finds, that Changesets goes by too. */
function ask(cwd: string): FoundPackages {
  const { rootDir, tool, packages } = getPackagesSync(cwd);
  const found = packages.map(({ dir, packageJson }) => ({ folder: dir, manifest: { ...packageJson } }));
  return { root: rootDir, tool: tool.type, packages: found };
}

const named = (name: string): string => JSON.stringify({ name, version: '1.0.0' });
const FILES = {
  'package.json': JSON.stringify({ name: 'shop', private: true }),
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  'packages/till/package.json': named('till'),
  'packages/cart/package.json': named('@shop/cart'),
  'packages/notes/readme.md': '',
  'packages/cart/test/fixture/package.json': named('fixture'),
  'packages/cart/node_modules/other/package.json': named('other'),
  'tools/bench/package.json': JSON.stringify({ name: 'bench', private: true }),
};

it.each<[string, Readonly<Record<string, string>>, string]>([
  ['at its root', {}, '.'],
  ['in a package', {}, 'packages/cart'],
  ['in a folder of a package that is none', {}, 'packages/cart/test'],
  [
    'with several patterns',
    { 'pnpm-workspace.yaml': 'packages: [tools/*, packages/cart, "packages/*"]' },
    '.',
  ],
  ['with whole trees', { 'pnpm-workspace.yaml': 'packages: ["packages/**"]' }, '.'],
  ['with exceptions', { 'pnpm-workspace.yaml': 'packages: ["**", "!**/test/**", "!tools/*"]' }, '.'],
  ['with a pattern that begins with a dot', { 'pnpm-workspace.yaml': 'packages: ["./packages/*"]' }, '.'],
  ['with itself', { 'pnpm-workspace.yaml': 'packages: [".", "packages/*"]' }, '.'],
  ['with no package', { 'pnpm-workspace.yaml': 'packages: ["nowhere/*"]' }, '.'],
  ['with anchors', { 'pnpm-workspace.yaml': 'a: &a packages/*\npackages:\n- *a\ncatalog: { b: 1 }\n' }, '.'],
])('finds what the library finds in a workspace of pnpm, %s', async (_, files, folder) => {
  write({ ...FILES, ...files });
  const cwd = join(root, folder);
  expect(await findPnpmPackages(cwd)).toEqual(ask(cwd));
});

it.each<[string, Readonly<Record<string, string>>, string]>([
  ['of other workspaces', { 'package.json': '{"name":"shop","workspaces":["packages/*"]}' }, '.'],
  [
    'of a workspace that is nearer',
    { 'packages/cart/package.json': '{"name":"c","workspaces":["x/*"]}' },
    'packages/cart',
  ],
  ['beside Lerna', { 'lerna.json': '{"packages":["packages/*"]}' }, '.'],
  ['beside Rush', { 'rush.json': '{}' }, '.'],
  ['of settings alone', { 'pnpm-workspace.yaml': 'pmOnFail: ignore\n' }, '.'],
  ['of nothing', { 'pnpm-workspace.yaml': '' }, '.'],
  ['of no pattern', { 'pnpm-workspace.yaml': 'packages: []\n' }, '.'],
  ['of one text', { 'pnpm-workspace.yaml': 'packages: packages/*\n' }, '.'],
  ['of numbers', { 'pnpm-workspace.yaml': 'packages: [1]\n' }, '.'],
  ['of what is no YAML', { 'pnpm-workspace.yaml': 'packages: [\n' }, '.'],
  ['of a package without a name', { 'packages/cart/package.json': '{"private":true}' }, '.'],
  ['below a package that cannot be read', { 'packages/cart/package.json': '{' }, 'packages/cart'],
])('leaves what is %s to the library', async (_, files, folder) => {
  write({ ...FILES, ...files });
  expect(await findPnpmPackages(join(root, folder))).toBeUndefined();
});

it('leaves a single package to the library', async () => {
  write({ 'package.json': named('alone') });
  expect(await findPnpmPackages(root)).toBeUndefined();
});
