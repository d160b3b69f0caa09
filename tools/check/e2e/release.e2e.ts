import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFaultyRegistry, type FaultyRegistry } from '@verstamp/testing/faulty-registry';
import { startRegistry, type TestRegistry } from '@verstamp/testing/registry';
import { QUIET_ENV, TOKEN } from '@verstamp/testing/workspace';
import { readPackages, root } from '../src/workspace.ts';

const packages = readPackages().map(({ folder, manifest }) => {
  return { folder, name: manifest.name, version: String(manifest['version']) };
});
/** As built in this checkout; what a package depends on is where it is installed already. */
const isCopied = (path: string) => !/\/(node_modules|src|e2e)$/.test(path);
const clone = mkdtempSync(join(tmpdir(), 'verstamp-self-'));
const git = (...args: readonly string[]) =>
  execFileSync('git', args, { cwd: clone, encoding: 'utf8', stdio: 'pipe' });

let real: TestRegistry;
let registry: FaultyRegistry;
let env: NodeJS.ProcessEnv;

/** What `pnpm run release` runs, of the root's package.json. */
function readScript(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const [build, own = ''] = scripts['release']?.split(' && ') ?? [];
  expect(build).toBe('nx run-many -t build');
  return own.split(' ');
}

async function release(): Promise<{
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}> {
  const [command = '', ...args] = readScript();
  return new Promise((resolve) => {
    const child = execFile(command, args, { cwd: clone, env }, (_, stdout, stderr) => {
      resolve({ exit: child.exitCode, stdout, stderr });
    });
  });
}

beforeAll(async () => {
  real = await startRegistry();
  registry = await startFaultyRegistry(real.url);
  const { host } = new URL(registry.url);
  for (const file of ['package.json', 'pnpm-workspace.yaml', '.changeset', '.gitignore']) {
    cpSync(join(root, file), join(clone, file), { recursive: true });
  }
  for (const { folder } of packages) {
    const target = join(clone, folder.slice(root.length));
    cpSync(folder, target, { recursive: true, filter: isCopied });
    symlinkSync(join(folder, 'node_modules'), join(target, 'node_modules'));
  }
  writeFileSync(join(clone, '.npmrc'), `registry=${registry.url}\n//${host}/:_authToken=${TOKEN}\n`);
  writeFileSync(join(clone, '.git-exclude'), 'node_modules\n.npmrc\n');
  git('init', '-q', '-b', 'main');
  git('config', 'core.excludesFile', join(clone, '.git-exclude'));
  git('config', 'user.name', 'Test');
  git('config', 'user.email', 'test@example.com');
  git('add', '-A');
  git('commit', '-q', '-m', 'Release');
  git('init', '-q', '--bare', '.git/remote.git');
  git('remote', 'add', 'origin', join(clone, '.git/remote.git'));
  const npx = ['--yes', '--prefer-offline', '--package', 'pnpm@12.21.0', '--call', 'command -v pnpm'];
  const pnpm = execFileSync('npx', npx, { cwd: tmpdir(), encoding: 'utf8', stdio: 'pipe' }).trim();
  env = {
    ...QUIET_ENV,
    PATH: [dirname(process.execPath), dirname(pnpm), process.env['PATH']].join(delimiter),
  };
});

afterAll(async () => {
  rmSync(clone, { recursive: true });
  await registry.close();
  await real.close();
});

describe('pnpm run release', () => {
  it('releases every package of this repository through verstamp, with a tag for each', async () => {
    const { exit, stdout, stderr } = await release();
    expect([exit, stderr.match(/^verstamp: .*/m)]).toEqual([0, null]);
    const names = packages.map(({ name, version }) => `${name}@${version}`).toSorted();
    const told = stdout.split('\n').filter((line) => line.startsWith('New tag: '));
    expect(told.toSorted()).toEqual(names.map((name) => `New tag: ${name}`));
    expect(git('tag').trim().split('\n').toSorted()).toEqual(names);
    for (const { name, version } of packages) {
      const response = await fetch(`${real.url}${name.replace('/', '%2f')}/${version}`);
      const published = await response.text();
      expect(JSON.parse(published)).toMatchObject({ name, version });
      expect(published).not.toMatch(/workspace:|catalog:|@verstamp\/source/);
    }
  });

  it('sends nothing when it is run again', async () => {
    registry.seen.length = 0;
    const { exit } = await release();
    expect(exit).toBe(0);
    expect(registry.seen.filter(([method]) => method !== 'GET')).toEqual([]);
  });
});
