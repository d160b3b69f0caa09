import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { verstamp } from '@verstamp/build/vite';
import { guardRelease, type GuardReport } from '../src/index.ts';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { createWorkspace, QUIET_ENV, type TestWorkspace } from '@verstamp/testing/workspace';

const FILES = {
  'package.json': JSON.stringify({ name: 'shop-web', version: '1.4.3', type: 'module', files: ['dist'] }),
  'package-lock.json': JSON.stringify({ name: 'shop-web', lockfileVersion: 3, packages: {} }),
  'index.html': '<head></head><script type="module" src="/main.js"></script>',
  'main.js': 'import { version } from "virtual:verstamp"; console.log(version); import("./lazy.js");',
  'lazy.js': 'export const lazy = 1;',
};

let registry: TestRegistry;
let workspace: TestWorkspace;

const guard = async (): Promise<GuardReport> => guardRelease({ cwd: workspace.root, env: QUIET_ENV });

async function rebuild(revision: number): Promise<void> {
  const { root } = workspace;
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await build({ root, configFile: false, logLevel: 'silent', plugins: [verstamp({ revision })] });
}

beforeAll(async () => {
  registry = await startRegistry();
  workspace = await createWorkspace(registry.url, FILES);
  await rebuild(9);
  await workspace.run('npm', 'publish');
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
});

describe('a package that Vite built and stamped', () => {
  it.each([10, 417, 2 ** 40])('is identical when built again with revision %i', async (revision) => {
    await rebuild(revision);
    expect((await guard()).packages).toMatchObject([{ name: 'shop-web', verdict: 'identical' }]);
  });

  it('is refused when built from other sources', async () => {
    await workspace.write({ 'lazy.js': 'export const lazy = 2;' });
    await rebuild(9);
    const { conclusion, packages } = await guard();
    expect(conclusion).toBe('refuse');
    expect(packages[0]?.problem?.message).toMatch(/dist\/assets\/lazy-[\w-]+\.js/);
    await workspace.write(FILES);
  });

  it('is refused when a record claims a script for a stamp', async () => {
    await rebuild(9);
    await workspace.write({
      'dist/evil.js': 'steal();',
      'dist/.verstamp/stamp.json': JSON.stringify({
        stamp: { name: 'shop-web', version: '1.4.3.9' },
        stamps: [{ file: 'evil.js', offset: 0, length: 8, kind: 'inline' }],
      }),
    });
    const { packages } = await guard();
    expect(packages).toMatchObject([{ verdict: 'altered' }]);
    expect(packages[0]?.problem?.message).toContain('dist/evil.js');
  });
});
