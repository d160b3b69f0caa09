import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Case } from './cases.ts';
import { run, runNode } from './run.ts';

const here = join(import.meta.dirname, '..');
const packages = join(here, '../../packages');
const PNPM = ['--yes', '--prefer-offline', 'pnpm@12.21.0'] as const;
const require = createRequire(import.meta.url);

/** Makes the projects, and installs them all at once from one lockfile. */
export async function scaffold(folder: string, cases: readonly Case[]): Promise<void> {
  cpSync(join(here, 'workspace'), folder, { recursive: true });
  for (const one of cases) await SCAFFOLDERS[one.from](folder, one.title);
  await run('npx', [...PNPM, 'install', '--prefer-offline', ...lockArgs()], { folder });
  await installPacked(folder);
}

function lockArgs(): readonly string[] {
  return process.env['FRAMEWORKS_LOCK'] === 'write' ? ['--no-frozen-lockfile'] : ['--frozen-lockfile'];
}

/** Unpacks what users would get into the folder above the projects, where each of them finds it. */
async function installPacked(folder: string): Promise<void> {
  for (const name of ['core', 'build']) {
    const target = join(folder, 'node_modules/@verstamp', name);
    const tarball = join(folder, `${name}.tgz`);
    mkdirSync(target, { recursive: true });
    await run('npx', [...PNPM, 'pack', '--out', tarball], { folder: join(packages, name) });
    await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', target], { folder });
  }
}

const SCAFFOLDERS: Readonly<Record<Case['from'], (folder: string, title: string) => Promise<void>>> = {
  async 'create-vite'(folder, title) {
    const program = join(dirname(require.resolve('create-vite/package.json')), 'index.js');
    await runNode([program, title, '--template', title, '--no-interactive'], { folder });
    const project = join(folder, title);
    setVersion(project);
    addPlugin(project);
    const html = readFileSync(join(project, 'index.html'), 'utf8');
    const [, entry = ''] = /<script type="module" src="([^"]+)"/.exec(html) ?? [];
    appendFileSync(join(project, entry), `\n${readFileSync(join(here, 'workspace/say.js'), 'utf8')}`);
  },
  async sv(folder, title) {
    const program = join(here, 'node_modules/sv/dist/bin.mjs');
    const args = ['--template', 'minimal', '--types', 'ts', '--no-add-ons', '--no-install'];
    await runNode([program, 'create', title, ...args], { folder });
    const project = join(folder, title);
    setVersion(project);
    replace(
      join(project, 'package.json'),
      /"@sveltejs\/adapter-auto": "[^"]*"/,
      '"@sveltejs/adapter-node": "^5.5.0"',
    );
    replace(join(project, 'vite.config.ts'), 'adapter-auto', 'adapter-node');
    // By default it is the time of the build, and renames files with every build.
    replace(
      join(project, 'vite.config.ts'),
      'adapter: adapter()',
      `adapter: adapter(), version: { name: 'app' }`,
    );
    addPlugin(project, `verstamp({ carrier: 'page' })`);
    cpSync(join(here, 'projects', title), project, { recursive: true });
  },
  async files(folder, title) {
    cpSync(join(here, 'projects', title), join(folder, title), { recursive: true });
  },
};

function setVersion(project: string): void {
  replace(join(project, 'package.json'), /"version": "[^"]*"/, '"version": "1.4.3"');
}

/** Adds the plugin as the README says: an import, and one entry. */
function addPlugin(project: string, entry = 'verstamp()'): void {
  const line = `import verstamp from '@verstamp/build/vite';\n`;
  const found = ['vite.config.ts', 'vite.config.js'].map((file) => join(project, file)).find(existsSync);
  if (found === undefined) {
    writeFileSync(join(project, 'vite.config.js'), `${line}\nexport default { plugins: [verstamp()] };\n`);
    return;
  }
  replace(found, /plugins: \[/, `plugins: [${entry}, `);
  writeFileSync(found, line + readFileSync(found, 'utf8'));
}

function replace(path: string, pattern: RegExp | string, by: string): void {
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(pattern, by);
  if (changed === text) throw new Error(`${path} holds no ${String(pattern)}: its scaffolder has changed`);
  writeFileSync(path, changed);
}
