import { posix } from 'node:path';
import type { Member } from '../../workspace/pnpm-workspace.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { pathBelow } from './paths.ts';

interface Owner extends Member {
  /** Its folder, below the root. */
  readonly path: string;
}

/**
 * Finds the files of every package, by its folder: those in it, without those of packages in it that it does not pack, and
 * the submodule that it is in.
 *
 * @param files - Their paths below the root.
 */
export function groupByOwner(
  files: readonly string[],
  { root, members }: Pick<Workspace, 'root' | 'members'>,
): ReadonlyMap<string, readonly string[]> {
  const owners = indexOwners(
    members
      .map((member) => ({ ...member, path: pathBelow(root, member.folder) }))
      .toSorted((a, b) => b.path.length - a.path.length),
  );
  const byOwner = new Map<string, string[]>();
  for (const file of files) {
    for (const { folder } of findOwners(file, owners)) {
      const known = byOwner.get(folder);
      if (known) known.push(file);
      else byOwner.set(folder, [file]);
    }
  }
  return byOwner;
}

/** Packages by folders: to ask each for each file would take minutes where both are thousands. */
interface Owners {
  /** By their own. */
  readonly at: ReadonlyMap<string, readonly Owner[]>;
  /** By each that they are in. */
  readonly below: ReadonlyMap<string, readonly Owner[]>;
}

function indexOwners(owners: readonly Owner[]): Owners {
  const below = new Map<string, Owner[]>();
  for (const owner of owners) {
    for (const folder of listFolders(owner.path).slice(1)) {
      const known = below.get(folder);
      if (known) known.push(owner);
      else below.set(folder, [owner]);
    }
  }
  return { at: Map.groupBy(owners, ({ path }) => path), below };
}

/** Lists a path and the folders that it is in, the innermost first, without the root. */
function listFolders(path: string): readonly string[] {
  const ends = [...path.matchAll(/\//g)].map(({ index }) => index);
  return [...ends, path.length].toReversed().map((end) => path.slice(0, end));
}

/** Tells whether a file is in a folder, whoever owns it; a submodule is in all that it holds. Both are below the root. */
export function isPartOf(file: string, folder: string): boolean {
  return isWithin(file, folder) || isWithin(folder, file);
}

function findOwners(file: string, { at, below }: Owners): readonly Owner[] {
  const folders = [...listFolders(file), ...(file.startsWith('../') ? [] : [''])];
  const [innermost, ...around] = folders.flatMap((folder) => at.get(folder) ?? []);
  const inSubmodule = below.get(file) ?? [];
  if (!innermost) return inSubmodule;
  return [innermost, ...around.filter((outer) => mayPack(outer, innermost)), ...inSubmodule];
}

function isWithin(path: string, folder: string): boolean {
  return (folder === '' && !path.startsWith('../')) || path === folder || path.startsWith(`${folder}/`);
}

/** Tells whether a package's tarball may hold the files of a package in it. */
function mayPack({ path, manifest: { files } }: Owner, inner: Owner): boolean {
  if (!Array.isArray(files)) return true;
  const folder = posix.relative(path, inner.path);
  return files.some(
    (entry) => typeof entry === 'string' && !entry.startsWith('!') && mayMatch(entry, folder),
  );
}

/** Tells whether a pattern may match what is in a folder, by the parts that both have. */
function mayMatch(pattern: string, folder: string): boolean {
  const names = folder.split('/');
  for (const [index, part] of pattern
    .replace(/^(\.?\/)+/, '')
    .split('/')
    .entries()) {
    const name = names[index];
    // Behind these, the parts of both need not go in step.
    if (name === undefined || /^\.{0,2}$|\*\*|[?[{(\\]/.test(part)) return true;
    if (!toExpression(part).test(name)) return false;
  }
  return true;
}

/** npm takes small letters for capitals. */
function toExpression(part: string): RegExp {
  const literal = part.replace(/[.+^$|)\]}]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll('*', '.*')}$`, 'i');
}
