import { posix } from 'node:path';
import type { Change } from '../edit/change.ts';
import type { PackageFacts, ScriptFacts } from '../repository/facts.ts';
import { isStamping, listBareRoots } from '../repository/tasks.ts';
import { parseScript } from '../script/parse.ts';
import { FRAMEWORKS_PAGE } from '../terminal/error-page.ts';
import { detectFramework, findHolder, formatCall, type Framework } from './frameworks.ts';
import { formatImport, isCommonScript } from './insert-import.ts';
import { insertPlugin } from './insert.ts';
import type { Note } from './note.ts';
import type { Project } from './project.ts';

/** A bundler of a package that gets the plugin, or already has it. */
export interface Bundle {
  readonly pkg: PackageFacts;
  readonly bundler: string;
  readonly file: string;
  /** The change that adds it; `undefined` if it is there, or has to be added by hand. */
  readonly change: Change | undefined;
  /** What has to be added by hand. */
  readonly notes: readonly Note[];
}

/** Finds the bundlers of the packages that are asked about, and how each gets the plugin. */
export function planBundles({
  packages,
  facts,
  texts,
}: Pick<Project, 'packages' | 'facts' | 'texts'>): readonly Bundle[] {
  // Those that take care of themselves.
  const folders = new Set(
    facts.packages.filter((pkg) => listBareRoots(pkg).includes('')).map(({ folder }) => folder),
  );
  const bundles = packages.flatMap((pkg) => [
    ...pkg.scripts
      .filter((script) => isBuild(script, texts))
      .flatMap((script) => script.bundlers.map((bundler) => planBundle(pkg, { script, bundler, texts }))),
    ...listBareRoots(pkg)
      .filter((root) => root === '' || !folders.has(posix.join(pkg.folder, root)))
      .map((root) => planBareVite(pkg, root)),
  ]);
  // What two packages name is that of the inner one.
  return bundles.filter(
    ({ file, pkg }) =>
      !bundles.some((other) => other.file === file && other.pkg.folder.length > pkg.folder.length),
  );
}

/** Vite builds without a configuration as well, so that there is no file to add the plugin to. */
function planBareVite(pkg: PackageFacts, root: string): Bundle {
  const name = pkg.manifest.body['type'] === 'module' ? 'vite.config.js' : 'vite.config.mjs';
  const file = posix.join(pkg.folder, root, name);
  const lines = [
    formatImport('vite'),
    "import { defineConfig } from 'vite';",
    '',
    'export default defineConfig({ plugins: [verstamp()] });',
    '',
  ];
  const change = { file, before: undefined, after: lines.join('\n') };
  return { pkg, bundler: 'vite', file, change, notes: [] };
}

/** Many scripts load esbuild for something else than a build. */
function isBuild({ file, bundlers }: ScriptFacts, texts: Project['texts']): boolean {
  if (!bundlers.includes('esbuild') || /\.config\./.test(file)) return bundlers.length > 0;
  return /\b(?:build|context)\s*\(/.test(texts.get(file) ?? '');
}

function planBundle(
  pkg: PackageFacts,
  {
    script: { file, plugins, isOpen },
    bundler,
    texts,
  }: { readonly script: ScriptFacts; readonly bundler: string; readonly texts: Project['texts'] },
): Bundle {
  const bundle = { pkg, bundler, file, change: undefined, notes: [] };
  if (plugins.length > 0 || (isOpen && isStamping(pkg))) return bundle;
  const framework = detectFramework(pkg);
  const [call, holder, before] = [formatCall(framework), findHolder(file), texts.get(file)];
  const after = before === undefined ? undefined : insertPlugin(before, { bundler, call, holder });
  const change = after === undefined ? undefined : { file, before, after };
  const list = holder === undefined ? `the plugins of ${bundler}` : `${holder}.plugins`;
  const line = formatImport(bundler, isCommon(file, before));
  const notes = [
    ...(change ? [] : [{ place: file, text: `Add ${call} to ${list}, and load it: ${line}` }]),
    ...(framework ? [{ place: pkg.manifest.file, text: formatElement(framework) }] : []),
  ];
  return { ...bundle, change, notes };
}

/** A script that cannot be read is known by its name. */
function isCommon(file: string, text = ''): boolean {
  const program = parseScript(text);
  return program ? isCommonScript(program) : /\.c[jt]s$/.test(file);
}

function formatElement({ name, layout }: Framework): string {
  return (
    `${name} writes the pages itself: put <meta name="verstamp" content={stamp}> into ${layout}, with stamp from ` +
    `"virtual:verstamp" (${FRAMEWORKS_PAGE} shows it).`
  );
}
