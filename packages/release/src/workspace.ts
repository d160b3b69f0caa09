import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Packages } from '@manypkg/get-packages';
import { workspaceInvalid } from '@verstamp/core/problems';
import { isObject, parseManifest } from './manifest.ts';

/** The package managers that a workspace can be packed with. */
export type PackageManager = 'npm' | 'pnpm';

/** A package of the workspace that goes to a registry. */
export interface WorkspacePackage {
  readonly name: string;
  readonly version: string;
  /** Its folder, absolute. */
  readonly folder: string;
  readonly manifest: Readonly<Record<string, unknown>>;
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
}

/**
 * Reads the workspace around a folder: pnpm's, npm's, or a single package.
 *
 * @throws VerstampError `WORKSPACE_INVALID` where there is none, or a package lacks name or version.
 */
export async function readWorkspace(cwd: string): Promise<Workspace> {
  const found = await findPackages(cwd);
  const root = found.rootDir;
  const packages = found.packages.map(({ dir, packageJson }) => readPackage(dir, packageJson));
  return {
    root,
    manager: await detectManager(root, found.tool.type),
    changesets: await exists(join(root, '.changeset', 'config.json')),
    packages: packages.filter((entry) => entry !== undefined).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

async function findPackages(cwd: string): Promise<Packages> {
  const { getPackagesSync } = await import('@manypkg/get-packages');
  try {
    // Nothing else is to be done here, and a promise for each file costs far more.
    return getPackagesSync(cwd);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 300) : 'it cannot be read.';
    throw workspaceInvalid({ path: cwd, reason }, { cause });
  }
}

function readPackage(folder: string, manifest: unknown): WorkspacePackage | undefined {
  const path = join(folder, 'package.json');
  if (!isObject(manifest)) throw workspaceInvalid({ path, reason: 'it is no JSON object.' });
  const { name, version, private: hidden, dependencies, peerDependencies, optionalDependencies } = manifest;
  if (hidden === true) return undefined;
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw workspaceInvalid({ path, reason: 'it lacks a name or a version, and is not private.' });
  }
  const needed = {
    ...asObject(optionalDependencies),
    ...asObject(peerDependencies),
    ...asObject(dependencies),
  };
  return { name, version, folder, manifest, dependencies: Object.keys(needed) };
}

async function detectManager(root: string, tool: string): Promise<PackageManager> {
  if (tool === 'pnpm' || tool === 'npm') return tool;
  const manifest = parseManifest(await readFile(join(root, 'package.json')));
  const field = manifest?.['packageManager'];
  const named = typeof field === 'string' ? /^([a-z]+)@/.exec(field)?.[1] : undefined;
  const manager = named ?? (tool === 'root' || tool === 'lerna' ? undefined : tool);
  if (manager === 'npm' || manager === 'pnpm') return manager;
  if (manager !== undefined) {
    throw workspaceInvalid({
      path: root,
      reason: `packing with ${JSON.stringify(manager)} is not supported.`,
    });
  }
  return (await exists(join(root, 'pnpm-lock.yaml'))) ? 'pnpm' : 'npm';
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
