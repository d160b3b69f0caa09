import { join, relative } from 'node:path';
import { findUnplanned } from '@verstamp/build/revision';
import { isAdopted, keyOf } from '../ledger/records.ts';
import { readCovered } from '../workspace/changesets.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import type { Candidate } from './candidate.ts';
import type { CompareOptions } from './compare-all.ts';
import type { Fact } from './fact.ts';

/** Lists every package with whether the plan publishes it, and whether a change of it is covered. */
export async function listCandidates(
  { root, changesets, packages }: Workspace,
  facts: ReadonlyMap<string, Fact>,
  { releases, records }: Pick<CompareOptions, 'releases' | 'records'>,
): Promise<readonly Candidate[]> {
  const planned = releases && new Set(releases.map(({ name }) => name));
  // Changesets publishes exactly the versions that are free; without it, what was adopted is not to go out again.
  const isPlanned = (pkg: WorkspacePackage) =>
    planned?.has(pkg.name) ??
    (facts.get(pkg.name)?.kind !== 'published' || (!changesets && !isAdopted(records?.get(keyOf(pkg)))));
  const differing = packages.some((pkg) => !isPlanned(pkg) && differs(facts.get(pkg.name)));
  const covered = changesets && differing ? await readCovered(root) : new Set<string>();
  const lenient = differing && findUnplanned(root) === 'warn';
  return packages.map((pkg) => {
    const { name, version, folder, dependencies } = pkg;
    const file = relative(root, join(folder, 'package.json')).replaceAll('\\', '/');
    const base = { name, version, file, dependencies, lenient };
    return { ...base, planned: isPlanned(pkg), covered: covered.has(name) };
  });
}

/** Tells whether a version is published with other content. */
export function differs(fact: Fact | undefined): boolean {
  return fact?.kind === 'published' && fact.comparison.kind === 'different';
}
