import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Tool } from '@manypkg/get-packages';
import { workspaceInvalid } from '@verstamp/core/problems';
import { parseObject } from '../json.ts';
import { findUp, PACKAGE } from './find-up.ts';
import { listPlainFolders, matchFolders } from './folders.ts';
import { hasChangesets } from './has-changesets.ts';
import { listLinked } from './linked.ts';
import { nameManager } from './manager.ts';
import { isPublishable, listPatterns, readManifest } from './manifest.ts';
import { readFile } from './read-file.ts';
import { createUnseenTool } from './unseen-tool.ts';

/**
 * Finds the workspace that the `workspaces` of a package.json name, whatever lockfile is there: `@manypkg/get-packages`
 * takes it for a single package until the first install, and so would say nothing of all that it publishes.
 *
 * @param cwd - A folder of its root or of one of its packages; a package that it does not name does not belong to it.
 * @returns What the library is to find there; `undefined` if no package is named.
 * @throws VerstampError `WORKSPACE_INVALID` if a package.json is not a JSON object, or pnpm does not read them.
 */
export async function findUnlocked(cwd: string): Promise<Tool | undefined> {
  const own = findUp(resolve(cwd), PACKAGE);
  for (let root = own; root !== undefined; root = findUp(dirname(root), PACKAGE)) {
    // What is further up may belong to something else.
    const manifest = root === own ? readManifest(root) : parseObject(readFile(join(root, 'package.json')));
    const patterns = listPatterns(manifest?.['workspaces']);
    const folders = await listMembers(root, patterns);
    const isOwn = root === own;
    if (isOwn ? folders.length > 0 || (await hasLinked(root, patterns)) : folders.includes(own ?? root))
      return toTool(root, folders);
    if (dirname(root) === root) return undefined;
  }
  return undefined;
}

/** Lists the folders with a package.json that patterns match. */
export async function listMembers(root: string, patterns: readonly string[]): Promise<readonly string[]> {
  if (patterns.length === 0) return [];
  const folders = listPlainFolders(root, patterns) ?? (await matchFolders(root, patterns));
  return folders.filter((folder) => existsSync(join(folder, 'package.json'))).toSorted();
}

/** Tells whether a link leads to a package that is named, which the library does not see, nor does Changesets. */
async function hasLinked(root: string, patterns: readonly string[]): Promise<boolean> {
  return !hasChangesets(root) && (await listLinked(root, { patterns, folders: [] })).length > 0;
}

function toTool(root: string, folders: readonly string[]): Tool | undefined {
  const type = nameManager(root) ?? 'npm';
  if (type === 'pnpm') {
    // Then that is the one package of pnpm's, and the others are no affair of it.
    if (isPublishable(readManifest(root))) return undefined;
    const reason = 'it names "workspaces", which pnpm does not read: name them in pnpm-workspace.yaml.';
    throw workspaceInvalid({ path: join(root, 'package.json'), reason });
  }
  return createUnseenTool(type, root, folders);
}
