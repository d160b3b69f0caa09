import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { readWorkspace, type Workspace } from '../workspace/workspace.ts';
import { createNotFoundTrust } from './not-found-trust.ts';

const NPM = 'https://registry.npmjs.org/';
const OTHER = 'https://company.example/';

let root: string;
let workspace: Workspace;

beforeAll(async () => {
  root = makeFolder();
  mkdirSync(join(root, '.changeset'));
  writeFileSync(join(root, '.changeset/config.json'), '{ "access": "public" }');
  writeFileSync(join(root, 'package.json'), '{ "name": "@shop/cart", "version": "1.0.0" }');
  workspace = await readWorkspace(root);
});

it.each<[string, string | undefined, string, boolean]>([
  ['unless-rejected', 'public', NPM, true],
  ['unless-rejected', 'public', OTHER, false],
  ['unless-rejected', undefined, NPM, true],
  // No other goes by what Changesets says.
  ['identified', undefined, OTHER, true],
  ['identified', undefined, NPM, false],
  ['identified', 'restricted', NPM, true],
])(
  'trusts "not found" %s, of a package with the access %s at %s, Changesets: %s',
  async (expected, access, registry, changesets) => {
    const manifest = { publishConfig: { access } };
    expect(await createNotFoundTrust({ ...workspace, changesets })({ manifest }, registry)).toBe(expected);
  },
);

it('trusts always where all are said to be new', async () => {
  expect(await createNotFoundTrust(workspace, true)({ manifest: {} }, OTHER)).toBe('always');
});
