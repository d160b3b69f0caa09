import { dirname, join, relative } from 'node:path';
import { findPackFolder } from '../workspace/publish-config.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';

/** What npm knows of a workspace. */
export interface NpmWorkspaces {
  readonly root: string;
  /** The folders of the workspaces that npm knows. */
  readonly npmWorkspaces: ReadonlySet<string>;
}

/** A package as npm is told of it. */
export type NpmPackable = Pick<WorkspacePackage, 'name' | 'folder' | 'manifest'>;

/** What one run of `npm pack` is told to pack, and where it runs. */
export interface NpmSubjects {
  readonly subjects: readonly string[];
  readonly folder: string;
}

/**
 * Splits packages into what npm is told by name, what it packs in its own folder, and what it is told by folder. Only of a
 * workspace that it is told by name, or in whose folder it runs, it leaves out what ignore files in the folders around say,
 * as it does where it publishes one.
 */
export function splitForNpm(
  { root, npmWorkspaces }: NpmWorkspaces,
  packages: readonly NpmPackable[],
): readonly NpmSubjects[] {
  const isWhole = (pkg: NpmPackable): boolean => relative(pkg.folder, findPackFolder(pkg)) === '';
  const known = packages.filter((pkg) => npmWorkspaces.has(pkg.folder) && isWhole(pkg));
  const around = new Set([...npmWorkspaces].map((folder) => dirname(folder)));
  // npm takes a name for a folder, too: for that of another workspace, or for one around others; and for a pattern.
  const meansOthers = ({ name, folder }: NpmPackable): boolean => {
    const place = join(root, name);
    return around.has(place) || (place !== folder && npmWorkspaces.has(place)) || /[!*()]/.test(name);
  };
  const named = known.filter((pkg) => !meansOthers(pkg));
  const own = known.filter((pkg) => !named.includes(pkg));
  const others = packages.filter((pkg) => !known.includes(pkg));
  const names = named.map(({ name }) => `--workspace=${name}`);
  const folders = others.map((pkg) => showFolder(root, pkg));
  return [
    // Settings may forbid workspaces.
    ...(names.length > 0 ? [{ subjects: [...names, '--workspaces', NO_ROOT], folder: root }] : []),
    // npm finds by itself that it runs in a workspace, unless that one is a link.
    ...own.map(({ folder }) => ({ subjects: ['--workspaces=null', NO_ROOT], folder })),
    ...(folders.length > 0 ? [{ subjects: folders, folder: root }] : []),
  ];
}

/** Settings may add the root, which often cannot be packed. */
const NO_ROOT = '--no-include-workspace-root';

function showFolder(root: string, pkg: NpmPackable): string {
  return `./${relative(root, findPackFolder(pkg)).replaceAll('\\', '/')}`;
}
