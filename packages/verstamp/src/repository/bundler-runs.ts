import { posix } from 'node:path';

/** A run of a bundler's command line in a script of package.json. */
export interface BundlerRun {
  readonly bundler: string;
  /** The files that it is given as configuration, relative to the package. */
  readonly configs: readonly string[];
  /** Whether it is given any, by whatever means. */
  readonly isGiven: boolean;
  /** The folder that Vite builds, in which it looks for its configuration; `undefined` if it is not Vite that builds. */
  readonly root: string | undefined;
}

// As a part of another word, as in vite.config.ts, it runs nothing. Behind a quote that closes, another command begins.
const RUN =
  /(?<![\w.-])(vite|rollup|rolldown|webpack|rspack)(?:(?<=\/bin\/\w+)\.js)?(?=["'&|;\s]|$)((?:[^"'&|;\n]|(?<=[\s=])(?:"[^"]*"|'[^']*'))*)/g;
const GIVEN = /\s(?:-c|--config)(?:\s+|=)["']?([\w./-]+\.[cm]?[jt]s)\b/g;

/** Lists how the scripts of a package run bundlers. */
export function listBundlerRuns(commands: readonly string[]): readonly BundlerRun[] {
  return commands
    .flatMap((command) => [...command.matchAll(RUN)])
    .map(([, bundler = '', args = '']) => ({
      bundler,
      configs: [...args.matchAll(GIVEN)].map(([, path = '']) => posix.normalize(path)),
      isGiven: /\s(?:-c|--config)\b/.test(args),
      root: bundler === 'vite' ? readRoot(args) : undefined,
    }));
}

function readRoot(args: string): string | undefined {
  const [build, path = '.'] = /^ build\b(?:\s+["']?([\w./][\w./-]*)["']?(?=\s|$))?/.exec(args) ?? [];
  return build === undefined ? undefined : posix.join(path, '.').replace(/^\.$|\/$/, '');
}
