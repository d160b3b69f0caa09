import { relative, sep } from 'node:path';
import { findPackages } from '@verstamp/release';
import { findNearestPackage } from './nearest-package.ts';

/** A workspace, and the folders of its packages relative to its root. */
export interface WorkspaceFolders {
  readonly root: string;
  /** The kind of workspace. */
  readonly tool: string;
  readonly folders: readonly string[];
  /** The folders that the workspace counts among its own. */
  readonly members: ReadonlySet<string>;
  /** The names of its packages. */
  readonly names: ReadonlySet<string>;
}

/**
 * Finds the folders of the packages around a folder: the workspace's, its root, and the one that the folder itself is in.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if there is none.
 */
export async function findWorkspace(cwd: string): Promise<WorkspaceFolders> {
  const { root, tool, packages } = await findPackages(cwd);
  const members = [root, ...packages.map(({ folder }) => folder)].map((folder) => toPath(root, folder));
  const own = await findNearestPackage(cwd).catch(() => undefined);
  const folders = new Set([...members, ...(own ? [toPath(root, own.folder)] : [])]);
  const names = new Set(packages.map(({ manifest }) => String(manifest['name'])));
  return { root, tool, folders: [...folders], members: new Set(members), names };
}

function toPath(root: string, folder: string): string {
  return relative(root, folder).split(sep).join('/');
}
