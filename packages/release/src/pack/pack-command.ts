import { join, relative } from 'node:path';
import type { PackageManager } from '../workspace/manager.ts';
import { findPackFolder, readPublishConfig } from '../workspace/publish-config.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import { nameTarball } from './packed.ts';

/** A command that packs. */
export interface PackCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Where it runs, absolute. */
  readonly folder: string;
}

/**
 * Chooses what packs a package: yarn and bun know nothing of `publishConfig.directory`, so npm packs that folder, as it does
 * for Changesets.
 */
export function choosePacker(
  manager: PackageManager,
  pkg: Pick<WorkspacePackage, 'manifest'>,
): PackageManager {
  const isElsewhere = readPublishConfig(pkg).text('directory') !== undefined;
  return isElsewhere && manager !== 'pnpm' ? 'npm' : manager;
}

/** What packs. */
export interface Packer extends Pick<Workspace, 'root' | 'manager'> {
  /** The folders of the workspaces that npm knows. */
  readonly npmWorkspaces: ReadonlySet<string>;
}

type Packable = Pick<WorkspacePackage, 'name' | 'version' | 'folder' | 'manifest'>;

/** Chooses the commands that pack packages into a folder: one process for all of them if the manager can. */
export function packCommands(
  { root, manager, npmWorkspaces }: Packer,
  packages: readonly Packable[],
  destination: string,
): readonly PackCommand[] {
  const last = ['--pack-destination', destination];
  const alone = packages.length === 1 && packages[0]?.folder === root;
  const names = packages.map(({ name }) => name);
  switch (manager) {
    case 'npm':
      return splitForNpm({ root, npmWorkspaces }, packages).map((subjects) => {
        return { command: 'npm', args: ['pack', ...subjects, ...last], folder: root };
      });
    case 'pnpm': {
      const filters = names.map((name) => `--filter=${name}`);
      const args = alone ? ['pack', ...last] : ['--recursive', ...filters, 'pack', ...last];
      return [{ command: 'pnpm', args, folder: root }];
    }
    case 'yarn': {
      const each = ['workspaces', 'foreach', '--all', ...names.flatMap((name) => ['--include', name])];
      const args = [...(alone ? [] : each), 'pack', '--out', join(destination, '%s-%v.tgz')];
      return [{ command: 'yarn', args, folder: root }];
    }
    case 'yarn-classic':
      return packages.map(({ name, version, folder }) => {
        const file = join(destination, nameTarball(manager, { name, version }));
        return { command: 'yarn', args: ['pack', '--filename', file], folder };
      });
    case 'bun':
      return packages.map(({ folder }) => {
        return { command: 'bun', args: ['pm', 'pack', '--destination', destination], folder };
      });
  }
}

/**
 * Splits packages into what npm is to be told by name and by folder. Only of a workspace that it is told by name it leaves
 * out what ignore files in the folders around say, as it does where it publishes one.
 */
function splitForNpm(
  { root, npmWorkspaces }: Pick<Packer, 'root' | 'npmWorkspaces'>,
  packages: readonly Packable[],
): readonly (readonly string[])[] {
  const isNamed = (pkg: Packable) => npmWorkspaces.has(findPackFolder(pkg));
  const names = packages.filter(isNamed).map(({ name }) => `--workspace=${name}`);
  const folders = packages.filter((pkg) => !isNamed(pkg)).map((pkg) => npmFolder(root, pkg));
  return [
    // A setting may add the root, which often cannot be packed.
    ...(names.length > 0 ? [[...names, '--no-include-workspace-root']] : []),
    ...(folders.length > 0 ? [folders] : []),
  ];
}

/** pnpm follows `publishConfig.directory` by itself. */
function npmFolder(root: string, pkg: Pick<WorkspacePackage, 'folder' | 'manifest'>): string {
  return `./${relative(root, findPackFolder(pkg)).replaceAll('\\', '/')}`;
}
