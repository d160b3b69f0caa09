import { posix } from 'node:path';
import { listBundlerRuns } from './bundler-runs.ts';
import type { PackageFacts, RepositoryFacts } from './facts.ts';

/** The variables that a stamp goes by: with another value it is another build. */
export const STAMP_VARIABLES: readonly string[] = ['VERSTAMP_REVISION', 'VERSTAMP_RELEASE'];

/** A task of a package that stamps what it builds. */
export interface StampingTask {
  readonly pkg: PackageFacts;
  readonly task: string;
}

const BUILDS =
  /\b(?:vite|astro|nuxt|nuxi|react-router|rsbuild|vinxi) build\b|\b(?:rollup|rolldown|webpack|rspack)\b/;
const SERVES = /\b(?:serve|dev|preview|--watch|-w)\b/;

/** Tells whether a package has a script that loads the plugin. */
export function isStamping({ scripts }: PackageFacts): boolean {
  return scripts.some(({ plugins }) => plugins.length > 0);
}

/** Lists the tasks that stamp: those that run a bundler in a package that loads the plugin. */
export function listStampingTasks({ packages }: Pick<RepositoryFacts, 'packages'>): readonly StampingTask[] {
  return packages.filter(isStamping).flatMap((pkg) =>
    Object.keys(pkg.commands)
      .filter((task) => runsBundler(pkg.commands[task] ?? '', pkg))
      .map((task) => ({ pkg, task })),
  );
}

function runsBundler(command: string, { scripts, folder }: PackageFacts): boolean {
  const loading = scripts.filter(({ plugins, file }) => plugins.length > 0 && !/\.config\./.test(file));
  const own = loading.map(({ file }) => posix.relative(folder, file));
  return own.some((file) => command.includes(file)) || (BUILDS.test(command) && !SERVES.test(command));
}

/** Lists the folders, relative to the package, that it builds with Vite as it comes, without a configuration. */
export function listBareRoots({ commands, scripts, folder }: PackageFacts): readonly string[] {
  // One of another name is read only where a script gives it.
  const configured = scripts
    .filter(
      ({ bundlers, file }) => bundlers.includes('vite') && /(?:^|\/)(?:vite|astro|nuxt)\.config\./.test(file),
    )
    .map(({ file }) => posix.relative(folder, posix.dirname(file)));
  const roots = listBundlerRuns(Object.values(commands)).flatMap(({ root, isGiven }) =>
    // What is outside of the package was not looked at.
    root === undefined || isGiven || /^(?:\/|\.\.(?:\/|$))/.test(root) ? [] : [root],
  );
  // One that is elsewhere, and that no script builds there, may be that of a framework, which finds it.
  return [...new Set(roots)].filter((root) =>
    root === '' ? configured.every((at) => at !== '' && roots.includes(at)) : !configured.includes(root),
  );
}

/** Tells whether a command runs `verstamp release`, from its sources too. */
export function isReleasing(command: string): boolean {
  return /\bverstamp\b\S*[ \t]+release\b/.test(command);
}
