import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { git } from '../git/git.ts';
import { isObject, parseObject } from '../json.ts';
import { canonicalManifest } from '../tarball/canonical-manifest.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';

/** The packages among which owners of files are found. */
export type Owners = Pick<Workspace, 'root'> & {
  readonly packages: readonly Pick<WorkspacePackage, 'name' | 'folder'>[];
};

/** Finds, for every file by its path below the root, the innermost package that it belongs to. */
export function groupByOwner(
  files: readonly string[],
  { root, packages }: Owners,
): ReadonlyMap<string, readonly string[]> {
  const owners = packages
    .map(({ name, folder }) => [name, prefixOf(root, folder)] as const)
    .toSorted(([, a], [, b]) => b.length - a.length);
  const byOwner = new Map<string, string[]>();
  for (const file of files) {
    const owner = owners.find(([, prefix]) => file.startsWith(prefix));
    if (!owner) continue;
    const [name] = owner;
    const known = byOwner.get(name);
    if (known) known.push(file);
    else byOwner.set(name, [file]);
  }
  return byOwner;
}

/** Returns the path of a package's package.json below the root, with slashes. */
export function manifestPath(root: string, folder: string): string {
  return `${prefixOf(root, folder)}package.json`;
}

/** Finds, for every package by its name, the files that git knows and that differ from HEAD. */
export async function readUncommitted(owners: Owners): Promise<ReadonlyMap<string, readonly string[]>> {
  const { exitCode, stdout } = await git(owners.root, ['diff', '--name-only', '-z', '--relative', 'HEAD']);
  // Without git or a commit there is nothing to differ from.
  if (exitCode !== 0) return new Map();
  return groupByOwner(stdout.split('\0').filter(Boolean), owners);
}

/** Reads a file as a commit has it; `undefined` if it does not. */
export async function readAt(
  root: string,
  { commit, path }: { readonly commit: string; readonly path: string },
): Promise<Buffer | undefined> {
  const { exitCode, stdout } = await git(root, ['show', `${commit}:./${path}`]);
  return exitCode === 0 ? Buffer.from(stdout) : undefined;
}

/** Tells whether a package.json says the same of the package itself now; tools and siblings' ranges do not count. */
export async function isManifestSame(
  { root, packages }: Owners,
  { path, before }: { readonly path: string; readonly before: Buffer },
): Promise<boolean> {
  const siblings = new Set(packages.map(({ name }) => name));
  const now = await readFile(join(root, path));
  return reduceManifest(before, siblings) === reduceManifest(now, siblings);
}

function reduceManifest(bytes: Buffer, siblings: ReadonlySet<string>): string {
  const manifest = parseObject(canonicalManifest(bytes)) ?? {};
  const reduced = Object.entries(manifest).map(([field, value]) => {
    if (!RANGES.has(field) || !isObject(value)) return [field, value] as const;
    return [field, Object.entries(value).filter(([name]) => !siblings.has(name))] as const;
  });
  return JSON.stringify(reduced);
}

const RANGES: ReadonlySet<string> = new Set(['dependencies', 'optionalDependencies', 'peerDependencies']);

function prefixOf(root: string, folder: string): string {
  const path = relative(root, folder).split(sep).join('/');
  return path === '' ? '' : `${path}/`;
}
