import { join, relative } from 'node:path';
import { quote } from '@verstamp/core';
import { workspaceInvalid } from '@verstamp/core/problems';
import { isObject } from '../json.ts';
import type { PackageVersion } from '../package-version.ts';
import { hasChangesets } from './has-changesets.ts';
import { detectManager, type PackageManager } from './manager.ts';
import { DEPENDENCY_FIELDS, type Manifest } from './manifest.ts';
import { findPackages } from './packages.ts';
import type { Member } from './pnpm-workspace.ts';
import { readPublishConfig } from './publish-config.ts';
import { findNameProblem } from './publishable-name.ts';
import { findVersionProblem } from './publishable-version.ts';
import { findTagNameProblem } from './tag-name.ts';

/** A package of the workspace that goes to a registry. */
export interface WorkspacePackage extends PackageVersion {
  /** Its folder, absolute. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** The names of everything that it needs at run time. */
  readonly dependencies: readonly string[];
}

/** What a release is made from. */
export interface Workspace {
  readonly root: string;
  readonly manager: PackageManager;
  /** Whether Changesets plans the releases here. */
  readonly changesets: boolean;
  /** The packages that are not private, sorted by name. */
  readonly packages: readonly WorkspacePackage[];
  /** All packages, private ones too. */
  readonly members: readonly Member[];
}

/**
 * Reads the workspace around a folder: that of npm, pnpm, yarn or bun, or a single package.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if there is none, or a package lacks a name, or has the name of another, or has
 * a name, a version or a `publishConfig.tag` that no registry takes as it is written.
 */
export async function readWorkspace(cwd: string): Promise<Workspace> {
  const { root, tool, packages: found } = await findPackages(cwd);
  const packages = found.flatMap(({ folder, manifest }) => readPackage(folder, manifest) ?? []);
  refuseSameNames(root, packages);
  for (const pkg of packages) await refuseTag(pkg);
  return {
    root,
    manager: detectManager(root, tool),
    changesets: hasChangesets(root),
    packages: packages.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    members: found,
  };
}

/** Tells whether a repository is one package, whose tags need no name in them. */
export function isSingle({ root, members }: Pick<Workspace, 'root' | 'members'>): boolean {
  return members.length === 1 && members[0]?.folder === root;
}

/** A registry, a ledger and git's tags know a package by its name alone. */
function refuseSameNames(root: string, packages: readonly WorkspacePackage[]): void {
  const byName = new Map<string, string>();
  for (const { name, folder } of packages) {
    const other = byName.get(name);
    byName.set(name, folder);
    if (other === undefined) continue;
    const folders = [other, folder].map((one) =>
      quote(relative(root, one).replaceAll('\\', '/') || '.', 200),
    );
    const reason =
      `the packages in ${folders.join(' and ')} are both called ${quote(name, 214)}, so that one could be taken for the ` +
      'other. Rename one, mark it "private": true, or keep its line of releases on a branch of its own.';
    throw workspaceInvalid({ path: join(folder, 'package.json'), reason });
  }
}

async function refuseTag(pkg: WorkspacePackage): Promise<void> {
  const tag = readPublishConfig(pkg).text('tag');
  const reason = tag === undefined ? undefined : await findTagNameProblem(tag);
  if (reason)
    throw workspaceInvalid({
      path: join(pkg.folder, 'package.json'),
      reason: `publishConfig.tag: ${reason}`,
    });
}

function readPackage(folder: string, manifest: Manifest): WorkspacePackage | undefined {
  const path = join(folder, 'package.json');
  const { name, version, private: hidden } = manifest;
  if (hidden === true) return undefined;
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw workspaceInvalid({ path, reason: 'it lacks a name or a version, and is not private.' });
  }
  const reason = findNameProblem(name) ?? findVersionProblem(version);
  if (reason !== undefined) throw workspaceInvalid({ path, reason });
  return { name, version, folder, manifest, dependencies: listDependencies(manifest) };
}

function listDependencies(manifest: Manifest): readonly string[] {
  const names = DEPENDENCY_FIELDS.flatMap((field) => {
    const ranges = manifest[field];
    return isObject(ranges) ? Object.keys(ranges) : [];
  });
  return [...new Set(names)];
}
