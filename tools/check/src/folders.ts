import { posix } from 'node:path';

/** A file of a package's `src`, by its path there. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/**
 * Finds a circle of folders that import each other, such as `['guard', 'release', 'guard']`; `undefined` if there is
 * none. A folder directly below `src` counts with all that is in it; a file directly below `src` stands for itself.
 */
export function findFolderCycle(sources: readonly Source[]): readonly string[] | undefined {
  const arrows = new Map<string, Set<string>>();
  for (const { file, text } of sources) {
    const from = folderOf(file);
    const known = arrows.get(from) ?? new Set();
    arrows.set(from, known);
    for (const target of listTargets(file, text)) if (target !== from) known.add(target);
  }
  const cleared = new Set<string>();
  const search = (folder: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(folder)) return [...path.slice(path.indexOf(folder)), folder];
    if (cleared.has(folder)) return undefined;
    for (const target of arrows.get(folder) ?? []) {
      const cycle = search(target, [...path, folder]);
      if (cycle) return cycle;
    }
    cleared.add(folder);
    return undefined;
  };
  return [...arrows.keys()].map((folder) => search(folder, [])).find((cycle) => cycle !== undefined);
}

function listTargets(file: string, text: string): readonly string[] {
  const imports = text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g);
  return [...imports].map(([, path = '']) => folderOf(posix.join(posix.dirname(file), path)));
}

function folderOf(file: string): string {
  return file.split('/')[0] ?? file;
}
