import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { listImports } from '../script/imports.ts';
import { parseScript } from '../script/parse.ts';
import { findPlugins } from '../script/plugins.ts';
import { listBundlerRuns, type BundlerRun } from './bundler-runs.ts';
import type { ScriptFacts } from './facts.ts';

const SCRIPT = /\.[cm]?[jt]s$/;
const CONFIG = /(?:^|\/)(vite|rollup|rolldown|webpack|rspack|astro|nuxt)\.config\.[cm]?[jt]s$/;

/** How Vite's configuration may be called. */
const VITE = ['js', 'mjs', 'ts', 'cjs', 'mts', 'cts'].map((end) => `vite.config.${end}`);

/** Frameworks whose configuration holds that of their bundler. */
const HELD: Readonly<Record<string, string>> = { astro: 'vite', nuxt: 'vite' };
const MAX_BYTES = 256 * 2 ** 10;
const MAX_FILES = 100;
const MAX_DEPTH = 4;

/** Where scripts are read, and which packages they may import from that are not read. */
export interface ScriptScope {
  readonly root: string;
  readonly folder: string;
  readonly commands: Readonly<Record<string, string>>;
  /** The names of the workspace's packages. */
  readonly members: ReadonlySet<string>;
}

interface ReadingScope extends ScriptScope {
  /** How the package's own scripts run bundlers. */
  readonly runs: readonly BundlerRun[];
}

/** Reads the scripts of a package that may run a bundler: those beside its package.json, and those that it names. */
export async function readScripts(within: ScriptScope): Promise<readonly ScriptFacts[]> {
  const scope = { ...within, runs: listBundlerRuns(Object.values(within.commands)) };
  const { root, folder, commands, runs } = scope;
  const beside = await readdir(join(root, folder)).catch(() => []);
  const named = Object.values(commands).flatMap((command) => command.match(/[\w./-]+\.[cm]?[jt]s\b/g) ?? []);
  const inRoots = runs.flatMap(({ root: path }) => (path ? VITE.map((name) => posix.join(path, name)) : []));
  const own = [...named, ...inRoots]
    .filter((path) => !path.startsWith('/') && !path.includes('..'))
    .map((path) => posix.normalize(path));
  const paths = [...new Set([...beside.filter((file) => SCRIPT.test(file)), ...own])].slice(0, MAX_FILES);
  const scripts = await Promise.all(paths.map(async (path) => readScript(scope, posix.join(folder, path))));
  return scripts.filter((script) => script !== undefined);
}

async function readScript(scope: ReadingScope, file: string, depth = 0): Promise<ScriptFacts | undefined> {
  const text = await readText(join(scope.root, file));
  if (text === undefined) return undefined;
  const program = parseScript(text);
  const named = bundlersOf(file, scope);
  if (!program) return { file, plugins: [], lists: [], revisions: [], bundlers: named, isOpen: true };
  const { loaded, lists, revisions } = findPlugins(program);
  const sources = listImports(program).map(({ source }) => source);
  const followed = depth < MAX_DEPTH ? await followImports(scope, { file, sources, depth }) : [];
  return {
    file,
    plugins: [...new Set([...loaded, ...followed.flatMap(({ plugins }) => plugins)])],
    lists,
    revisions,
    bundlers: named.length === 0 && sources.includes('esbuild') ? ['esbuild'] : named,
    isOpen: sources.some((source) => mayHoldPlugin(source, scope)) || followed.some(({ isOpen }) => isOpen),
  };
}

/** Finds the bundler that a configuration is named after, or is given to: by a name with the bundler's in it, or it is another tool's. */
function bundlersOf(file: string, { folder, runs }: ReadingScope): readonly string[] {
  const path = posix.relative(folder, file);
  const given = runs.filter(({ configs }) => configs.includes(path)).map(({ bundler }) => bundler);
  const kind = CONFIG.exec(file)?.[1] ?? given.find((bundler) => posix.basename(path).includes(bundler));
  return kind === undefined ? [] : [HELD[kind] ?? kind];
}

/** A configuration may come in parts. */
async function followImports(
  scope: ReadingScope,
  {
    file,
    sources,
    depth,
  }: { readonly file: string; readonly sources: readonly string[]; readonly depth: number },
): Promise<readonly ScriptFacts[]> {
  const relative = sources.filter((source) => /^\.{1,2}\//.test(source));
  const found = relative.map(async (source) => {
    for (const candidate of listCandidates(posix.join(dirname(file), source))) {
      const script = candidate.startsWith('../') ? undefined : await readScript(scope, candidate, depth + 1);
      if (script) return script;
    }
    return undefined;
  });
  return (await Promise.all(found)).filter((script) => script !== undefined);
}

/** Lists the files that an import of a path may mean. */
function listCandidates(path: string): readonly string[] {
  const ends = ['.js', '.ts', '.mjs', '/index.js', '/index.ts'];
  return [path, path.replace(/js$/, 'ts'), ...ends.map((end) => path + end)];
}

/** A package of the workspace may make the whole configuration; a script that imports our root builds in a way of its own. */
function mayHoldPlugin(source: string, { members }: ScriptScope): boolean {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(source)?.[0] ?? '';
  return source === '@verstamp/build' || (members.has(name) && !source.startsWith('@verstamp/build/'));
}

async function readText(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() && found.size <= MAX_BYTES ? readFile(path, 'utf8') : undefined;
}
