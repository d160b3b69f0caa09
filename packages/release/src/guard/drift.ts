import { listChanges, listUntracked } from '../git/changes.ts';
import { git } from '../git/git.ts';
import { keyOf } from '../ledger/records.ts';
import { runPool } from '../pool.ts';
import type { Workspace, WorkspacePackage } from '../workspace/workspace.ts';
import { withFact, type Case } from './case.ts';
import { differs, type Fact } from './fact.ts';
import { groupByOwner } from './owners.ts';
import { isManifestSame, manifestPath, readAt } from './sources.ts';

const need = 'guard';

/**
 * Adds to every fact of differing content whether the package's own sources changed since its release commit.
 * Adds nothing if that commit is not known: the difference must not be called harmless then.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell what changed since a commit that it knows.
 */
export async function traceSources(cases: readonly Case[], workspace: Workspace): Promise<readonly Case[]> {
  return runPool(cases, async (one) => withFact(one, await trace(one, workspace)), 4);
}

async function trace(one: Case, workspace: Workspace): Promise<Fact> {
  const { pkg, fact } = one;
  if (!differs(fact) || fact.sources) return fact;
  const commit = await findCommit(one, workspace);
  if (commit === undefined) return fact;
  return { ...fact, sources: (await haveChanged(workspace, pkg, commit)) ? 'changed' : 'same' };
}

/** The ledger comes first, then a tag that somebody set, then what the publishing tool stated. */
async function findCommit(
  { pkg, answer, record }: Case,
  { root, packages }: Workspace,
): Promise<string | undefined> {
  const stated = answer.kind === 'present' ? answer.commit : undefined;
  const tags = [`refs/tags/${keyOf(pkg)}`];
  if (packages.length === 1) tags.push(`refs/tags/v${pkg.version}`);
  for (const name of [record?.commit, ...tags, stated]) {
    if (name === undefined || name.startsWith('-')) continue;
    const { exitCode, stdout } = await git(root, ['rev-parse', '-q', '--verify', `${name}^{commit}`]);
    if (exitCode === 0) return stdout.trim();
  }
  return undefined;
}

async function haveChanged(workspace: Workspace, pkg: WorkspacePackage, commit: string): Promise<boolean> {
  const { root } = workspace;
  const [changes, untracked] = await Promise.all([
    listChanges(root, { commit, need }),
    listUntracked(root, need),
  ]);
  if (groupByOwner(untracked, workspace).has(pkg.folder)) return true;
  const changed = groupByOwner(changes, workspace).get(pkg.folder) ?? [];
  if (changed.length === 0) return false;
  const path = manifestPath(root, pkg.folder);
  if (changed.some((file) => file !== path)) return true;
  const before = await readAt(root, { commit, path, need });
  return !before || !(await isManifestSame(workspace, { path, before }));
}
