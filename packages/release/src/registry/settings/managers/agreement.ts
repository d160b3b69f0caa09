import { quote } from '@verstamp/core';
import { workspaceInvalid } from '@verstamp/core/problems';
import type { PackageManager } from '../../../workspace/manager.ts';
import type { WorkspacePackage } from '../../../workspace/workspace.ts';
import { showUrl } from '../../show-url.ts';
import { findRegistry } from '../resolve-registry.ts';
import type { ReaderOptions, ReadRegistries } from './reader.ts';

/**
 * Refuses an address that the package manager would not publish a package to.
 *
 * @throws VerstampError `WORKSPACE_INVALID`
 */
export type Agreement = (pkg: Pick<WorkspacePackage, 'name' | 'manifest'>, registry: string) => void;

/** What reads them is loaded where it is needed. */
const READERS: Readonly<Record<PackageManager, ReadRegistries>> = {
  npm: async () => [],
  pnpm: async (options) => (await import('./pnpm.ts')).readPnpm(options),
  yarn: async (options) => (await import('./yarn.ts')).readYarn(options),
  'yarn-classic': async (options) => (await import('./yarn-classic.ts')).readYarnClassic(options),
  bun: async (options) => (await import('./bun.ts')).readBun(options),
};

/**
 * Compares npm's registries with those of the package manager: a package taken for new in the one may be out in the other,
 * and one that is to stay in a company's must not go elsewhere.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if the package manager does not say which it has.
 */
export async function createAgreement(manager: PackageManager, options: ReaderOptions): Promise<Agreement> {
  const readings = await READERS[manager](options);
  return (pkg, registry) => {
    const npm = showUrl(registry);
    for (const reading of readings) {
      // bun leaves publishConfig.registry to npm; all others go by it before a scope's.
      const theirs = findRegistry(pkg, manager === 'bun' ? 'npm' : 'pnpm', reading);
      const other = theirs === undefined ? npm : showUrl(theirs);
      if (other !== npm) throw disagreement(options.root, { name: pkg.name, manager, npm, other });
    }
  };
}

interface Disagreement extends Pick<WorkspacePackage, 'name'> {
  readonly manager: PackageManager;
  readonly npm: string;
  readonly other: string;
}

function disagreement(
  root: string,
  { name, manager, npm, other }: Disagreement,
): ReturnType<typeof workspaceInvalid> {
  const reason =
    `${manager.replace('-classic', '')} would publish ${quote(name, 214)} to ${quote(other, 200)}, and npm's settings, which ` +
    `are gone by here, say ${quote(npm, 200)}. Write the one that is meant into .npmrc, or into publishConfig.registry of ` +
    'the package, and drop what says otherwise.';
  return workspaceInvalid({ path: root, reason });
}
