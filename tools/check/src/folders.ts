import { posix } from 'node:path';

/** A file of a package's `src`, by its path there. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** Which of the entries of a folder import which others. */
type Arrows = ReadonlyMap<string, ReadonlySet<string>>;

/** A file, and one that it imports. */
type Import = readonly [from: string, to: string];

/**
 * Finds a circle of folders that import each other, such as `['guard', 'release', 'guard']`; `undefined` if there is
 * none. It looks into every folder for itself: a folder directly in it counts with all that it holds, a file directly in
 * it stands for itself.
 */
export function findFolderCycle(sources: readonly Source[]): readonly string[] | undefined {
  const imports = sources.flatMap(({ file, text }) =>
    listTargets(file, text).map((target): Import => [file, target]),
  );
  const parents = new Set(sources.flatMap(({ file }) => foldersOf(file)));
  return [...parents]
    .map((parent) => findCycle(listArrows(parent, imports)))
    .find((cycle) => cycle !== undefined);
}

function findCycle(arrows: Arrows): readonly string[] | undefined {
  const cleared = new Set<string>();
  const search = (entry: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(entry)) return [...path.slice(path.indexOf(entry)), entry];
    if (cleared.has(entry)) return undefined;
    for (const target of arrows.get(entry) ?? []) {
      const cycle = search(target, [...path, entry]);
      if (cycle) return cycle;
    }
    cleared.add(entry);
    return undefined;
  };
  return [...arrows.keys()].map((entry) => search(entry, [])).find((cycle) => cycle !== undefined);
}

function listArrows(parent: string, imports: readonly Import[]): Arrows {
  const arrows = new Map<string, Set<string>>();
  for (const [file, target] of imports) {
    const [from, to] = [entryOf(file, parent), entryOf(target, parent)];
    if (from === undefined || to === undefined || from === to) continue;
    const known = arrows.get(from) ?? new Set();
    arrows.set(from, known.add(to));
  }
  return arrows;
}

function listTargets(file: string, text: string): readonly string[] {
  const imports = text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g);
  return [...imports].map(([, path = '']) => posix.join(posix.dirname(file), path));
}

/** Lists the folders around a file; the first is `''`, which is `src` itself. */
function foldersOf(file: string): readonly string[] {
  const names = file.split('/').slice(0, -1);
  return ['', ...names.map((_, index) => `${names.slice(0, index + 1).join('/')}/`)];
}

/** Returns the file or folder directly in `parent` that a file is, or is in; `undefined` if it is elsewhere. */
function entryOf(file: string, parent: string): string | undefined {
  if (!file.startsWith(parent)) return undefined;
  return parent + (file.slice(parent.length).split('/')[0] ?? '');
}
