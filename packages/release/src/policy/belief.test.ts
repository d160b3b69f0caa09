import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readWorkspace, type Workspace } from '../workspace/workspace.ts';
import { believe } from './belief.ts';

const NPM = 'https://registry.npmjs.org/';
const OTHER = 'https://company.example/';

let root: string;
let workspace: Workspace;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'verstamp-belief-'));
  mkdirSync(join(root, '.changeset'));
  writeFileSync(join(root, '.changeset/config.json'), '{ "access": "public" }');
  writeFileSync(join(root, 'package.json'), '{ "name": "@shop/cart", "version": "1.0.0" }');
  workspace = await readWorkspace(root);
});

afterAll(() => rmSync(root, { recursive: true }));

it.each<[string, string | undefined, string, boolean]>([
  ['unrefused', 'public', NPM, true],
  ['unrefused', 'public', OTHER, false],
  ['unrefused', undefined, NPM, true],
  // No other goes by what Changesets says.
  ['name', undefined, OTHER, true],
  ['name', undefined, NPM, false],
  ['name', 'restricted', NPM, true],
])(
  'takes %s of a package with the access %s at %s, Changesets: %s',
  async (expected, access, registry, changesets) => {
    const manifest = { publishConfig: { access } };
    expect(await believe({ ...workspace, changesets })({ manifest }, registry)).toBe(expected);
  },
);

it('takes nothing where all are said to be new', async () => {
  expect(await believe(workspace, true)({ manifest: {} }, OTHER)).toBe('nothing');
});
