import type { PackageVersion } from '../package-version.ts';
import { readConfiguration } from '../workspace/changesets.ts';
import { askLibrary } from '../workspace/packages.ts';
import { readPrerelease } from '../workspace/prerelease.ts';
import type { Access } from '../workspace/publish-config.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What the workspace's own settings say about publishing. */
export interface Policy {
  /** Whether the repository is one package, whose tags need no name in them. */
  readonly single: boolean;
  /** Packages that Changesets leaves alone. */
  readonly ignored: ReadonlySet<string>;
  /** Who may see packages that do not say so themselves. */
  readonly access: Access | undefined;
  /** The dist-tag of Changesets' prerelease mode; `undefined` outside it. */
  readonly prerelease: string | undefined;
  /** Packages that are never published, and whose versions are tagged all the same. */
  readonly tagOnly: readonly TagOnly[];
}

/** A private package whose versions are tagged. */
export interface TagOnly extends PackageVersion {
  /** The names of what it needs at run time. */
  readonly dependencies: readonly string[];
}

/**
 * Reads what the workspace and its Changesets configuration say.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if the configuration cannot be used.
 */
export async function readPolicy({ root, changesets }: Workspace): Promise<Policy> {
  const packages = await askLibrary(root);
  const single = packages.tool.type === 'root';
  const none = { single, ignored: new Set<string>(), access: undefined, prerelease: undefined, tagOnly: [] };
  if (!changesets) return none;
  const config = await readConfiguration(root, packages);
  const state = readPrerelease(root);
  const ignored = new Set(config.ignore);
  const tagged = config.privatePackages.tag ? packages.packages : [];
  return {
    single,
    ignored,
    access: config.access,
    prerelease: state?.mode === 'pre' ? state.tag : undefined,
    tagOnly: tagged.flatMap(({ packageJson }) => {
      const { name, version, private: hidden, dependencies = {} } = packageJson;
      const isTagged = hidden === true && name && version && !ignored.has(name);
      return isTagged ? [{ name, version, dependencies: Object.keys(dependencies) }] : [];
    }),
  };
}
