import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Packages, Tool } from '@manypkg/get-packages';
import { VerstampError } from '@verstamp/core';
import { workspaceInvalid } from '@verstamp/core/problems';
import { hasChangesets } from './has-changesets.ts';
import { isPublishable, readManifest } from './manifest.ts';
import { findPnpmPackages, type FoundPackages } from './pnpm-workspace.ts';
import { findUnlocked } from './unlocked.ts';

/**
 * Finds the packages of the workspace around a folder, or the single package there.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if there is none, or a package.json cannot be read.
 */
export async function findPackages(cwd: string): Promise<FoundPackages> {
  const found = (await findPnpmPackages(cwd)) ?? (await findByLibrary(cwd));
  const { root, packages } = found;
  // Changesets leaves the root's own package out; package managers publish it as any other.
  if (hasChangesets(root)) return found;
  if (packages.some(({ folder }) => folder === root)) return found;
  const manifest = existsSync(join(root, 'package.json')) ? readManifest(root) : {};
  if (!isPublishable(manifest)) return found;
  return { ...found, packages: [{ folder: root, manifest }, ...packages] };
}

async function findByLibrary(cwd: string): Promise<FoundPackages> {
  const { rootDir, tool, packages } = await askLibrary(cwd);
  const found = packages.map(({ dir, packageJson }) => ({ folder: dir, manifest: { ...packageJson } }));
  return { root: rootDir, tool: tool.type, packages: found };
}

/**
 * Finds the same packages as the library tells them, which Changesets wants.
 *
 * @throws VerstampError as {@link findPackages} does.
 */
export async function askLibrary(cwd: string): Promise<Packages> {
  const { getPackagesSync } = await import('@manypkg/get-packages');
  const ask = (options?: { readonly tools: Tool[] }): Packages | VerstampError => {
    try {
      // Nothing else is to be done here, and a promise for each file costs far more.
      return getPackagesSync(cwd, options);
    } catch (cause) {
      return unreadable(cwd, { cause });
    }
  };
  const seen = ask();
  if (!(seen instanceof VerstampError) && seen.tool.type !== 'root') return seen;
  // It also names the file that the library could not parse.
  const unlocked = await findUnlocked(cwd);
  const found = unlocked ? ask({ tools: [unlocked] }) : seen;
  if (found instanceof VerstampError) throw found;
  return found;
}

/** Creates the problem that a workspace cannot be read, in the words of what could not read it. */
export function unreadable(path: string, { cause }: { readonly cause: unknown }): VerstampError {
  if (cause instanceof VerstampError) return cause;
  const said = cause instanceof Error ? cause.message.trim().slice(0, 300) : 'it cannot be read';
  return workspaceInvalid({ path, reason: said.replace(/[.:,;]?$/, '.') }, { cause });
}
