import type { assembleReleasePlan } from '@changesets/assemble-release-plan';
import type { Packages } from '@manypkg/get-packages';
import { createFileFilter, type FileFilter } from './file-filter.ts';
import { askLibrary, unreadable } from './packages.ts';
import { readPrerelease } from './prerelease.ts';

/** What the configuration of Changesets says, with what it leaves open. */
export type Configuration = Parameters<typeof assembleReleasePlan>[2];

/**
 * Reads the configuration of Changesets.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if Changesets cannot.
 */
export async function readConfiguration(root: string, packages: Packages): Promise<Configuration> {
  const { readConfig } = await import('@changesets/config');
  try {
    const { config, errors } = await readConfig(root, packages);
    if (config) return config;
    throw new Error(errors.join(' '));
  } catch (cause) {
    throw unreadable(root, { cause });
  }
}

/**
 * Finds the packages whose version the pending changesets will move: those they name, and those
 * that follow through dependencies, `fixed` and `linked` groups; and those that Changesets is told to
 * ignore. Changesets' own code decides.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if Changesets cannot read its folder.
 */
export async function readCovered(root: string): Promise<ReadonlySet<string>> {
  const [{ readChangesets }, { assembleReleasePlan }] = await Promise.all([
    import('@changesets/read'),
    import('@changesets/assemble-release-plan'),
  ]);
  const packages = await askLibrary(root);
  const config = await readConfiguration(root, packages);
  const state = readPrerelease(root);
  try {
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
 * Reads which changed files of a package count for Changesets; `undefined` if all do.
 *
 * @throws VerstampError `WORKSPACE_INVALID` if Changesets cannot read its configuration.
 */
export async function readFileFilter(root: string): Promise<FileFilter | undefined> {
  const { changedFilePatterns } = await readConfiguration(root, await askLibrary(root));
  // As a pattern it would leave out files that begin with a dot.
  return changedFilePatterns.join() === '**' ? undefined : createFileFilter(changedFilePatterns);
}
