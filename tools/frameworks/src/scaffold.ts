import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Case } from './case.ts';
import { applyRecipe, findRecipe, mergeConfig, readRecipes, type Recipe } from './recipes.ts';
import { run, runNode } from './run.ts';

const here = join(import.meta.dirname, '..');
const packages = join(here, '../../packages');
const PNPM = ['--yes', '--prefer-offline', 'pnpm@12.21.0'] as const;
const require = createRequire(import.meta.url);
const recipes = readRecipes();

/** Makes the projects, and installs them all at once from one lockfile. */
export async function scaffold(folder: string, cases: readonly Case[]): Promise<void> {
  cpSync(join(here, 'workspace'), folder, { recursive: true });
  for (const one of cases) {
    await SCAFFOLDERS[one.from](folder, one);
    if (one.typecheck) applyRecipe(join(folder, one.title), findRecipe(recipes, 'typescript'));
  }
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

const SCAFFOLDERS: Readonly<Record<Case['from'], (folder: string, one: Case) => Promise<void>>> = {
  async 'create-vite'(folder, { title, recipe }) {
    const program = join(dirname(require.resolve('create-vite/package.json')), 'index.js');
    await runNode([program, title, '--template', title, '--no-interactive'], { folder });
    const project = join(folder, title);
    setVersion(project);
    addPlugin(project, findRecipe(recipes, recipe));
    const html = readFileSync(join(project, 'index.html'), 'utf8');
    const [, entry = ''] = /<script type="module" src="([^"]+)"/.exec(html) ?? [];
    appendFileSync(join(project, entry), `\n${readFileSync(join(here, 'workspace/say.js'), 'utf8')}`);
  },
  async sv(folder, one) {
    const program = join(here, 'node_modules/sv/dist/bin.mjs');
    const args = ['--template', 'minimal', '--types', 'ts', '--no-add-ons', '--no-install'];
    await runNode([program, 'create', one.title, ...args], { folder });
    const project = join(folder, one.title);
    setVersion(project);
    for (const file of ['vite.config.ts', 'src/routes/+page.svelte']) rmSync(join(project, file));
    copyProject(project, one);
  },
  async files(folder, one) {
    copyProject(join(folder, one.title), one);
  },
};

/** Copies the files of the recipe's project and those of its own, and then those of the recipe. */
function copyProject(project: string, { title, recipe, edits = [] }: Case): void {
  for (const name of new Set([recipe, title])) {
    const from = join(here, 'projects', name);
    if (existsSync(from)) cpSync(from, project, { recursive: true });
  }
  applyRecipe(project, findRecipe(recipes, recipe));
  for (const [file, pattern, by] of edits) replace(join(project, file), pattern, by);
}
function setVersion(project: string): void {
  replace(join(project, 'package.json'), /"version": "[^"]*"/, '"version": "1.4.3"');
}

/** Adds the plugin as the recipe does; with JavaScript before the framework's own, with TypeScript behind it. */
function addPlugin(project: string, recipe: Recipe): void {
  const config = recipe.get('vite.config.ts') ?? '';
  const found = ['vite.config.ts', 'vite.config.js'].map((file) => join(project, file)).find(existsSync);
  if (found === undefined) return applyRecipe(project, recipe);
  const side = found.endsWith('.js') ? 'before' : 'behind';
  writeFileSync(found, mergeConfig(readFileSync(found, 'utf8'), config, side));
}

function replace(path: string, pattern: RegExp | string, by: string): void {
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(pattern, by);
  if (changed === text) throw new Error(`${path} holds no ${String(pattern)}: its scaffolder has changed`);
  writeFileSync(path, changed);
}
