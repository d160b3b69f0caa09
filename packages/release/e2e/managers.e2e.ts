import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { digestContent, guardRelease, readTarball, type PackageContent } from '../src/index.ts';
import { bringPnpm } from '@verstamp/testing/pnpm';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { createWorkspace, type TestWorkspace } from '@verstamp/testing/workspace';
import { makeFolder } from '@verstamp/testing/temporary-folder';

const run = promisify(execFile);

const MANIFEST = {
  name: 'several',
  version: '1.2.3',
  type: 'module',
  bin: { several: './bin/several.js' },
  exports: { '.': { types: './index.d.ts', default: './index.js' } },
  scripts: { test: 'true', postinstall: 'true' },
  devDependencies: { typescript: '7.0.2' },
  publishConfig: { access: 'public' },
  packageManager: 'pnpm@12.21.0',
};

const FILES = {
  'package.json': JSON.stringify(MANIFEST, undefined, 2),
  'pnpm-workspace.yaml': 'pmOnFail: ignore\n',
  'index.js': 'export {};\n',
  'index.d.ts': 'export {};\n',
  'bin/several.js': '#!/usr/bin/env node\n',
  'README.md': '# several\n',
  LICENSE: 'MIT\n',
};

let registry: TestRegistry;
let workspace: TestWorkspace;
let env: NodeJS.ProcessEnv;

const pack = async (command: string): Promise<PackageContent> => {
  const folder = makeFolder();
  await run(command, ['pack', '--pack-destination', folder], { cwd: workspace.root, env });
  const file = join(folder, 'several-1.2.3.tgz');
  return digestContent(await readTarball(await readFile(file), file));
};

beforeAll(async () => {
  registry = await startRegistry();
  workspace = await createWorkspace(registry.url, FILES);
  env = await bringPnpm();
});

afterAll(async () => {
  await workspace.remove();
  await registry.close();
});

describe('a package packed by npm and by pnpm', () => {
  it('has one content, whatever the modes on disk are', async () => {
    const npm = await pack('npm');
    expect([...npm.files.keys()]).toContain('bin/several.js');
    expect(await pack('pnpm')).toEqual(npm);
    await workspace.run('chmod', '-R', 'go-rwx', 'index.js', 'bin');
    await workspace.run('touch', 'index.js');
    expect(await pack('npm')).toEqual(npm);
  });

  it('is identical when npm published it and pnpm packs it', async () => {
    await workspace.run('npm', 'publish');
    const { packages } = await guardRelease({ cwd: workspace.root, env });
    expect(packages).toMatchObject([{ name: 'several', verdict: 'identical' }]);
  });
});
