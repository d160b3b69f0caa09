import { BUNDLERS, type Bundler, type BundlerName } from './builds/bundlers/index.ts';
import { CONTENDERS, type Contender, type ContenderName } from './builds/contenders.ts';
import type { Subject } from './result.ts';

/** Every bundler, by name. */
export const bundlerNames: readonly BundlerName[] = Object.keys(BUNDLERS) as BundlerName[];

/** Those that are measured with every bundler and app. */
const EVERYWHERE: ReadonlySet<ContenderName> = new Set(['plain', 'verstamp']);

const HOME: BundlerName = 'vite 8';

/** Lists who can be measured on what: we everywhere, the peers on the bundler where all of them are at home. */
export function listSubjects(
  bundlers: readonly BundlerName[],
  { hasPeers }: { readonly hasPeers: boolean },
): readonly Subject[] {
  return bundlers.flatMap((bundler) =>
    (Object.keys(CONTENDERS) as ContenderName[])
      .filter((contender) => EVERYWHERE.has(contender) || (hasPeers && isPeer(bundler, contender)))
      .filter((contender) => fits(BUNDLERS[bundler], CONTENDERS[contender]))
      .map((contender) => ({ bundler, contender })),
  );
}

function isPeer(bundler: BundlerName, contender: ContenderName): boolean {
  return bundler === HOME || contender === 'define';
}

function fits({ kind, hasDefine }: Bundler, { plugins, define }: Contender): boolean {
  return plugins[kind] !== undefined && (define === undefined || hasDefine);
}
