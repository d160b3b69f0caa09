import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from '@verstamp/core';
import { workspaceInvalid } from '@verstamp/core/problems';
import { parseObject } from '../json.ts';
import { findUp } from './find-up.ts';
import { readFile } from './read-file.ts';

/** The package managers that a workspace can be packed with; `yarn` is 2 and later. */
export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'yarn-classic' | 'bun';

const LOCKS: readonly (readonly [file: string, manager: string])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];

/** The file that pnpm knows its workspaces by. */
const PNPM_WORKSPACE: readonly string[] = ['pnpm-workspace.yaml'];

/**
 * Names the package manager of a workspace: what its layout says, then `packageManager` of package.json, then its
 * lockfile. pnpm-workspace.yaml goes before `packageManager`: only pnpm sees the packages that are listed there, and only
 * pnpm replaces the ranges between them, so that another would pack something else without a word.
 *
 * @param tool - The kind of workspace that was found; `undefined` before that is known.
 * @returns `undefined` if nothing names one.
 */
export function nameManager(root: string, tool?: string): string | undefined {
  const known = tool === 'root' || tool === 'lerna' ? undefined : tool;
  const layout = known === 'pnpm' || known === 'npm' ? known : undefined;
  return layout ?? readField(root)[0] ?? known ?? findLocked(root);
}

/**
 * Detects the package manager that packs a workspace: the one that {@link nameManager} names, else npm.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if it is one that nothing can be packed with, or it is pnpm with a workspace
 * around the folder that does not name it.
 */
export function detectManager(root: string, tool: string): PackageManager {
  const named = nameManager(root, tool);
  if (tool === 'root' && (named ?? 'pnpm') === 'pnpm') refuseUnnamed(root);
  const manager = named ?? 'npm';
  if (manager === 'npm' || manager === 'pnpm') return manager;
  if (manager === 'yarn' || manager === 'bun') {
    const [written, major] = readField(root);
    return manager === 'yarn' && isClassic(root, written === 'yarn' ? major : undefined)
      ? 'yarn-classic'
      : manager;
  }
  throw workspaceInvalid({ path: root, reason: `packing with ${quote(manager, 40)} is not supported.` });
}

/** By itself pnpm publishes such a package too, but goes by the settings and the registries of the workspace around it. */
function refuseUnnamed(root: string): void {
  const around = findUp(root, PNPM_WORKSPACE);
  if (around === undefined || around === root) return;
  const reason =
    `the pnpm-workspace.yaml in ${quote(around, 200)} does not name this package, and pnpm would publish it by the ` +
    'settings there. Name it there, give it a pnpm-workspace.yaml of its own, or name another package manager in its ' +
    '"packageManager".';
  throw workspaceInvalid({ path: root, reason });
}

function readField(root: string): readonly [named?: string | undefined, major?: string | undefined] {
  const field = parseObject(readFile(join(root, 'package.json')))?.['packageManager'];
  const [, named, major] = (typeof field === 'string' && /^([a-z]+)@(\d+)/.exec(field)) || [];
  return [named, major];
}

function findLocked(root: string): string | undefined {
  return LOCKS.find(([file]) => existsSync(join(root, file)))?.[1];
}

function isClassic(root: string, major: string | undefined): boolean {
  if (major !== undefined) return major === '1';
  return !existsSync(join(root, '.yarnrc.yml')) && !/^__metadata:/m.test(read(root, 'yarn.lock'));
}

function read(root: string, file: string): string {
  const path = join(root, file);
  return existsSync(path) ? readFile(path).toString() : '';
}
