import type { Built } from './build.ts';
import type { Case } from './case.ts';

/** Says which files were renamed between two builds, and which changed that have no reason to, or did not that have. */
export function* compareBuilds(
  before: Built['files'],
  after: Built['files'],
  { changes, varying = [], rebundled }: Pick<Case, 'changes' | 'varying' | 'rebundled'>,
): Generator<string> {
  if (rebundled) {
    const [one, other] = [splitFiles(before, rebundled), splitFiles(after, rebundled)];
    if (one.names !== other.names) yield 'other files were bundled anew';
    if (!one.names) yield 'nothing was bundled anew';
    yield* compareBuilds(one.rest, other.rest, { changes, varying });
    return;
  }
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (varying.includes(path)) continue;
    if (!before.has(path) || !after.has(path)) yield `${path} is in one build only`;
    else if (changes.includes(path) === (before.get(path) === after.get(path))) {
      yield changes.includes(path) ? `${path} did not change` : `${path} changed`;
    }
  }
  for (const path of changes) if (!before.has(path)) yield `${path} was not built`;
}

/** Says which lines of two builds' records differ. */
export function differingLines(before: string, after: string): readonly string[] {
  const [one, other] = [before.split('\n'), after.split('\n')];
  const removed = one.filter((line) => !other.includes(line));
  const added = other.filter((line) => !one.includes(line));
  return [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
}

/** Tells what a framework bundled anew, by name without hash, from the rest. */
function splitFiles(
  files: Built['files'],
  rebundled: RegExp,
): { readonly names: string; readonly rest: Built['files'] } {
  const paths = [...files.keys()].filter((path) => rebundled.test(path));
  const names = paths.map((path) => path.replace(rebundled.exec(path)?.[1] ?? '', '*'));
  const rest = new Map([...files].filter(([path]) => !paths.includes(path)));
  return { names: names.toSorted().join(), rest };
}
