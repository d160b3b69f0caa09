import { join } from 'node:path';
import type { PackageManager } from '../workspace/manager.ts';
import { readPublishConfig } from '../workspace/publish-config.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import { splitForNpm, type NpmPackable, type NpmWorkspaces } from './npm-subjects.ts';
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
export interface Packer extends Pick<Workspace, 'manager'>, NpmWorkspaces {}

type Packable = NpmPackable & Pick<WorkspacePackage, 'version'>;

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
      return splitForNpm({ root, npmWorkspaces }, packages).map(({ subjects, folder }) => {
        return { command: 'npm', args: ['pack', ...subjects, ...last], folder };
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
