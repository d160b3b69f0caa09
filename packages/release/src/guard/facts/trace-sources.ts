import { createDifferences, type ListDifferences } from '../../git/differences.ts';
import { git, isCommit } from '../../git/git.ts';
import { readAt } from '../../git/read-at.ts';
import { runPool } from '../../pool.ts';
import type { Workspace, WorkspacePackage } from '../../workspace/workspace.ts';
import { isManifestSame } from '../changes/earlier-manifest.ts';
import { isPartOf } from '../changes/owners.ts';
import { manifestPath, pathBelow } from '../changes/paths.ts';
import { listVersionTags } from '../changes/version-tags.ts';
import { withFact, type Case } from './case.ts';
import { differs, type Fact } from './fact.ts';

const need = 'guard';

/**
 * Adds to every fact of differing content whether the package's own sources changed since its release commit.
 * Adds nothing if that commit is not known: the difference must not be called harmless then.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell what changed since a commit that it knows.
 */
export async function traceSources(cases: readonly Case[], workspace: Workspace): Promise<readonly Case[]> {
  const context = { workspace, list: createDifferences(workspace.root, need) };
  return runPool(cases, async (one) => withFact(one, await trace(one, context)), 4);
}

/** What sources are traced with. */
interface TraceContext {
  readonly workspace: Workspace;
  readonly list: ListDifferences;
}

async function trace(one: Case, context: TraceContext): Promise<Fact> {
  const { pkg, fact } = one;
  if (!differs(fact) || fact.sources) return fact;
  const commit = await findCommit(one, context.workspace);
  if (commit === undefined) return fact;
  return { ...fact, sources: (await haveChanged(pkg, commit, context)) ? 'changed' : 'same' };
}

/** The ledger comes first, then a tag that somebody set, then what the publishing tool stated. */
async function findCommit({ pkg, answer, record }: Case, workspace: Workspace): Promise<string | undefined> {
  const stated = answer.kind === 'present' ? answer.commit : undefined;
  const tags = listVersionTags(pkg, workspace).map((tag) => `refs/tags/${tag}`);
  const commits = [record?.commit, stated].map((commit) => (isCommit(commit) ? [commit] : []));
  const [recorded = [], published = []] = commits;
  for (const name of [...recorded, ...tags, ...published]) {
    const args = ['rev-parse', '-q', '--verify', `${name}^{commit}`];
    const { exitCode, stdout } = await git(workspace.root, args);
    if (exitCode === 0) return stdout.trim();
  }
  return undefined;
}

/** Counts every file in its folder: what it holds may be made from those of a package in it. */
async function haveChanged(
  { folder }: WorkspacePackage,
  commit: string,
  { workspace, list }: TraceContext,
): Promise<boolean> {
  const { root } = workspace;
  const own = pathBelow(root, folder);
  const changed = (await list(commit)).filter((file) => isPartOf(file, own));
  if (changed.length === 0) return false;
  const path = manifestPath(root, folder);
  if (changed.some((file) => file !== path)) return true;
  const before = await readAt(root, { commit, path, need });
  return !before || !(await isManifestSame(workspace, { path, before }));
}
