import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Packages, Tool } from '@manypkg/get-packages';
import { VerstampError } from '@verstamp/core';
import { workspaceInvalid } from '@verstamp/core/problems';
import { hideSecrets } from '../excerpt.ts';
import { parseObject } from '../json.ts';
import { findUp, isMember, PACKAGE } from './find-up.ts';
import { hasChangesets } from './has-changesets.ts';
import { findLinked } from './linked.ts';
import { isPublishable, readManifest } from './manifest.ts';
import { findPnpmPackages, type FoundPackages } from './pnpm-workspace.ts';
import { readFile } from './read-file.ts';
import { findUnlocked } from './unlocked.ts';
import { createUnseenTool } from './unseen-tool.ts';

/**
 * Finds the packages of the workspace around a folder, or the single package there. A package belongs to the workspace
 * around it only if that names it, as for the package managers.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if there is none, or a package.json cannot be read.
 */
export async function findPackages(cwd: string): Promise<FoundPackages> {
  const found = (await findPnpmPackages(cwd)) ?? (await findByLibrary(cwd));
  const { root } = found;
  // Changesets leaves out the root's own package, and what a link leads to; package managers publish both as any other.
  if (hasChangesets(root)) return found;
  const packages = [...found.packages, ...(await findLinked(found))];
  if (packages.some(({ folder }) => folder === root)) return { ...found, packages };
  const manifest = existsSync(join(root, 'package.json')) ? readManifest(root) : {};
  return {
    ...found,
    packages: isPublishable(manifest) ? [{ folder: root, manifest }, ...packages] : packages,
  };
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
  const own = findUp(resolve(cwd), PACKAGE);
  const isOurs = !(seen instanceof VerstampError) && isMember(own, listFolders(seen));
  if (isOurs && isNamed(seen)) return seen;
  // It also names the file that the library could not parse.
  const unseen =
    (await findPnpm(cwd, seen)) ??
    (await findUnlocked(cwd)) ??
    (isOurs || own === undefined ? undefined : findAlone(own, { cwd, seen }));
  const found = unseen ? ask({ tools: [unseen] }) : seen;
  if (found instanceof VerstampError) throw found;
  return found;
}

/** Since version 7 Lerna leaves it to the package manager which packages there are, unless lerna.json names them. */
function isNamed({ tool, rootDir }: Packages): boolean {
  if (tool.type !== 'lerna') return tool.type !== 'root';
  return parseObject(readFile(join(rootDir, 'lerna.json')))?.['packages'] !== undefined;
}

function listFolders({ rootDir, packages }: Packages): Parameters<typeof isMember>[1] {
  return { root: rootDir, folders: packages.map(({ dir }) => dir) };
}

/**
 * Finds a workspace that pnpm takes and the library does not: without a package.json at its root, or with a mark before one
 * that the library could not parse.
 */
async function findPnpm(cwd: string, seen: Packages | VerstampError): Promise<Tool | undefined> {
  const found = await findPnpmPackages(cwd);
  if (!found) return undefined;
  if (!(seen instanceof VerstampError) && existsSync(join(found.root, 'package.json'))) return undefined;
  const folders = found.packages.map(({ folder }) => folder);
  return createUnseenTool('pnpm', found.root, folders);
}

/** Files that only the library reads. */
const LIBRARY: readonly string[] = ['pnpm-workspace.yaml', 'lerna.json', 'rush.json'];

/**
 * Finds the package that no workspace around it names, which npm and the others then take by itself; `undefined` if the
 * library could not read what may name it.
 */
function findAlone(
  own: string,
  { cwd, seen }: { readonly cwd: string; readonly seen: Packages | VerstampError },
): Tool | undefined {
  if (seen instanceof VerstampError && findUp(resolve(cwd), LIBRARY) !== undefined) return undefined;
  return createUnseenTool('root', own, [own]);
}

/** Creates the problem that a workspace cannot be read, in the words of what could not read it. */
export function unreadable(path: string, { cause }: { readonly cause: unknown }): VerstampError {
  if (cause instanceof VerstampError) return cause;
  const reason = cause instanceof Error ? toSentence(cause.message) : 'it cannot be read.';
  return workspaceInvalid({ path, reason }, { cause });
}

/** Makes one sentence of what a library says, which may repeat what stands in a file: what does not print becomes a blank. */
function toSentence(text: string): string {
  const said = hideSecrets(text.slice(0, 20_000))
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return said.slice(0, 300).replace(/[.:,;]?$/, '.');
}
