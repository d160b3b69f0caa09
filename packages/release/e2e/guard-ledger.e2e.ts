import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardRelease, releaseWorkspace, type GuardReport } from '../src/index.ts';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { commitAll, createWorkspace, QUIET_ENV, SHOP, type TestWorkspace } from '@verstamp/testing/workspace';

let registry: TestRegistry;
let workspace: TestWorkspace;

const CONFIG = JSON.parse(SHOP['.changeset/config.json'] ?? '') as object;
const PUBLIC = { name: 'app', version: '1.0.0' };
const APP = { 'packages/app/package.json': JSON.stringify({ ...PUBLIC, private: true }) };

const guard = async (): Promise<GuardReport> => guardRelease({ cwd: workspace.root, env: QUIET_ENV });

beforeAll(async () => {
  registry = await startRegistry();
  workspace = await createWorkspace(registry.url, {
    ...SHOP,
    ...APP,
    '.changeset/config.json': JSON.stringify({ ...CONFIG, privatePackages: { version: true, tag: true } }),
    'verstamp.json': JSON.stringify({ ledger: 'file:.verstamp/ledger.jsonl' }),
    '.gitignore': '.verstamp/\n',
  });
  await commitAll(workspace);
  await releaseWorkspace({ cwd: workspace.root, env: QUIET_ENV });
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
});

describe('a guard with a ledger', () => {
  it('knows of nothing that it could not find out', async () => {
    const { conclusion, packages, limits } = await guard();
    expect(packages.map(({ verdict }) => verdict)).toEqual(['identical', 'identical']);
    expect([conclusion, limits]).toEqual(['allow', []]);
  });

  it('refuses, as the release does, a package that became public at the version of a tag', async () => {
    await workspace.write({ 'packages/app/package.json': JSON.stringify(PUBLIC) });
    const { conclusion, packages } = await guard();
    expect(conclusion).toBe('refuse');
    expect(packages).toMatchObject([{}, { verdict: 'altered', problem: { code: 'RELEASE_RECORDED' } }, {}]);
    await workspace.write(APP);
  });

  it('burns a recorded version that the registry no longer knows at all', async () => {
    await workspace.run('npm', 'unpublish', '--force', '@shop/cart');
    const { conclusion, packages } = await guard();
    expect(conclusion).toBe('refuse');
    expect(packages).toMatchObject([{ verdict: 'burnt', problem: { code: 'VERSION_BURNT' } }, {}]);
  });

  it('tells when other bytes stand under a recorded version, even those of this tree', async () => {
    await workspace.write({ 'packages/cart/index.js': 'export const cart = 2;\n' });
    await workspace.run('npm', 'publish', './packages/cart');
    const { conclusion, packages } = await guard();
    expect(conclusion).toBe('refuse');
    expect(packages).toMatchObject([{ verdict: 'altered', problem: { code: 'RELEASE_REPLACED' } }, {}]);
  });

  it('does not guess where the ledger cannot be read', async () => {
    await workspace.write({ '.verstamp/ledger.jsonl': 'damaged\n' });
    await expect(guard()).rejects.toMatchObject({ code: 'LEDGER_DAMAGED' });
  });
});
