import { withFolder } from '../git/git.ts';
import { askLibrary, unreadable } from './packages.ts';
import { readPrerelease } from './prerelease.ts';
import { isUnseen } from './unseen-tool.ts';

/**
 * Finds the packages whose version the pending changesets will move: those they name, and those
 * that follow through dependencies, `fixed` and `linked` groups; and those that Changesets is told to
 * ignore. Changesets' own code decides.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if Changesets cannot read its folder.
 */
export async function readCovered(root: string): Promise<ReadonlySet<string>> {
  const [{ readConfig }, { readChangesets }, { assembleReleasePlan }] = await Promise.all([
    import('@changesets/config'),
    import('@changesets/read'),
    import('@changesets/assemble-release-plan'),
  ]);
  try {
    const packages = await askLibrary(root);
    const { config, errors } = await readConfig(root, packages);
    if (!config) throw new Error(errors?.join(' ') ?? 'its configuration cannot be read.');
    const state = readPrerelease(root);
    const changesets = await readChangesets(root);
    // Changesets 3 knows by a folder which ones it has released; they count again once the prereleases end.
    const pending = changesets.filter(({ id }) => state?.mode !== 'pre' || !state.released.has(id));
    const { releases } = assembleReleasePlan(pending, packages, config, state);
    const moved = releases.filter(({ type }) => type !== 'none').map(({ name }) => name);
    return new Set([...moved, ...config.ignore]);
  } catch (cause) {
    throw unreadable(root, { cause });
  }
}

/**
 * Finds the packages that changed since a commit as `changeset status` does, by the configuration's
 * `changedFilePatterns`; `undefined` if it has none, so that every file counts.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if Changesets cannot read its configuration.
 */
export async function readChangedSince(
  root: string,
  commit: string,
): Promise<ReadonlySet<string> | undefined> {
  const [{ readConfig }, { getChangedPackagesSinceRef }] = await Promise.all([
    import('@changesets/config'),
    import('@changesets/git'),
  ]);
  try {
    const packages = await askLibrary(root);
    const { config, errors } = await readConfig(root, packages);
    if (!config) throw new Error(errors?.join(' ') ?? 'its configuration cannot be read.');
    const { changedFilePatterns } = config;
    // It does not see files whose names git quotes, so it is asked only if patterns are set.
    if (changedFilePatterns.join() === '**') return undefined;
    // It asks the library anew, which finds other packages there.
    if (isUnseen(packages.tool)) return undefined;
    const changed = await withFolder(root, async () =>
      getChangedPackagesSinceRef({ cwd: root, ref: commit, changedFilePatterns }),
    );
    return new Set(changed.map(({ packageJson }) => packageJson.name));
  } catch (cause) {
    throw unreadable(root, { cause });
  }
}
