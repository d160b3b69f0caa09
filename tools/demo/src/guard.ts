import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { verstamp } from './builds.ts';
import { startRegistry } from '@verstamp/testing/registry';
import type { Report } from './report.ts';
import { run, runOrThrow, type RunOptions } from './run.ts';

const require = createRequire(import.meta.url);
const changeset = [
  process.execPath,
  join(dirname(require.resolve('@changesets/cli/package.json')), 'bin.js'),
];

/** Git needs somebody who commits, and a fresh machine has nobody. */
const identity = {
  GIT_AUTHOR_NAME: 'Demo',
  GIT_AUTHOR_EMAIL: 'demo@example.test',
  GIT_COMMITTER_NAME: 'Demo',
  GIT_COMMITTER_EMAIL: 'demo@example.test',
};

/**
 * Publishes a small workspace to a real registry with Changesets, changes it without a new version, and shows
 * that the guard refuses; then with a new version, and shows that it lets it go.
 */
export async function showGuard(report: Report): Promise<void> {
  report.chapter('The release guard: a released version never changes');
  const folder = await mkdtemp(join(tmpdir(), 'verstamp-demo-'));
  const registry = await startRegistry();
  try {
    const cwd = join(folder, 'workspace');
    await writeWorkspace(cwd, registry.url);
    const env = { ...identity, npm_config_registry: registry.url, VERSTAMP_CACHE: 'off' };
    await publishAndChange(report, { cwd, env });
  } finally {
    await registry.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function publishAndChange(report: Report, options: RunOptions): Promise<void> {
  const { cwd } = options;
  await commit('Begin', options);
  report.expect('two new packages are allowed', (await guard(report, options)) === 0);
  await runOrThrow([...changeset, 'publish'], options);
  report.note('$ changeset publish');
  report.expect('the same content again is allowed', (await guard(report, options)) === 0);

  await appendFile(join(cwd, 'packages/money/index.js'), 'export const rounding = 1;\n');
  await commit('Change what was released, without a new version', options);
  report.expect('other content under the released version is refused', (await guard(report, options)) === 1);

  await writeFile(join(cwd, '.changeset/rounding.md'), '---\n"@demo/money": minor\n---\n\nAdd rounding.\n');
  await runOrThrow([...changeset, 'version'], options);
  await commit('Release the change as a new version', options);
  report.expect('under a new version it is allowed', (await guard(report, options)) === 0);
}

async function guard(report: Report, options: RunOptions): Promise<number | null> {
  const { status, stdout, stderr } = await run([...verstamp, 'guard'], options);
  report.note('$ verstamp guard');
  for (const line of `${stdout}${stderr}`.trimEnd().split('\n')) report.note(`  ${line}`);
  report.note(`  exit ${status}`);
  return status;
}

async function commit(message: string, options: RunOptions): Promise<void> {
  if (!existsSync(join(options.cwd, '.git'))) await runOrThrow(['git', 'init', '-q', '-b', 'main'], options);
  await runOrThrow(['git', 'add', '-A'], options);
  await runOrThrow(['git', 'commit', '-q', '-m', message], options);
}

async function writeWorkspace(cwd: string, registry: string): Promise<void> {
  // The registry does not say who asks: of what everybody may see its "not found" is believed all the same.
  const publishConfig = { access: 'public' };
  const files: Readonly<Record<string, unknown>> = {
    'package.json': { name: 'demo', private: true, workspaces: ['packages/*'], packageManager: 'npm@11.0.0' },
    'package-lock.json': { name: 'demo', lockfileVersion: 3, packages: {} },
    '.changeset/config.json': { access: 'public', baseBranch: 'main', changelog: false },
    'packages/money/package.json': {
      name: '@demo/money',
      version: '1.0.0',
      type: 'module',
      main: 'index.js',
      publishConfig,
    },
    'packages/money/index.js': 'export const currency = "EUR";\n',
    'packages/cart/package.json': {
      name: '@demo/cart',
      version: '1.0.0',
      type: 'module',
      main: 'index.js',
      publishConfig,
    },
    'packages/cart/index.js': 'export const items = [];\n',
    // A registry that lets anybody publish still wants to be shown a token.
    '.npmrc': `registry=${registry}\n${registry.replace('http:', '')}:_authToken=nobody\n`,
    '.gitignore': 'node_modules\n',
  };
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    await writeFile(
      join(cwd, path),
      typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`,
    );
  }
}
