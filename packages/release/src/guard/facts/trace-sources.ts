import { createDifferences, type ListDifferences } from '../../git/differences.ts';
import { git, isCommit } from '../../git/git.ts';
import { readAt } from '../../git/read-at.ts';
import { isAdopted } from '../../ledger/records.ts';
import { runPool } from '../../pool.ts';
import type { Workspace, WorkspacePackage } from '../../workspace/workspace.ts';
import { isManifestSame } from '../changes/earlier-manifest.ts';
import { isPartOf } from '../changes/owners.ts';
import { manifestPath, pathBelow } from '../changes/paths.ts';
import { listVersionTags } from '../changes/version-tags.ts';
import { withFact, type Case } from './case.ts';
import type { Examination } from './examination.ts';
import { differs, type Fact } from './fact.ts';

const need = 'guard';

/**
 * Adds to every fact of differing content the commits of both sides, and whether the package's own sources changed since
 * its release commit. Says nothing of them if that commit is not known: the difference must not be called harmless then.
 *
 * @throws VerstampError `GIT_UNUSABLE` if git does not tell what changed since a commit that it knows.
 */
export async function traceSources(
  cases: readonly Case[],
  { workspace, releases = [] }: Pick<Examination, 'workspace' | 'releases'>,
): Promise<readonly Case[]> {
  const { root } = workspace;
  const planned = new Set(releases.map(({ name }) => name));
  const head = await findOne(root, ['HEAD']);
  const context = { workspace, planned, head, list: createDifferences(root, need) };
  return runPool(cases, async (one) => withFact(one, await trace(one, context)), 4);
}

/** What sources are traced with. */
interface TraceContext {
  readonly workspace: Workspace;
  /** The names of what was packed before, of which nobody says from which commit. */
  readonly planned: ReadonlySet<string>;
  readonly head: string | undefined;
  readonly list: ListDifferences;
}

async function trace(one: Case, context: TraceContext): Promise<Fact> {
  const { pkg, fact } = one;
  if (!differs(fact)) return fact;
  const [recorded, stated] = listCommits(one);
  const tags = listVersionTags(pkg, context.workspace).map((tag) => `refs/tags/${tag}`);
  // The ledger comes first, then a tag that somebody set, then what the publishing tool stated.
  const { root } = context.workspace;
  const commit = await findOne(root, [recorded, ...tags, stated]);
  // The record of what was adopted names the tree that its sources are compared with: nobody published from that.
  const publishedCommit = isAdopted(one.record)
    ? ((await findOne(root, [...tags, stated])) ?? stated)
    : (commit ?? recorded ?? stated);
  const traced = { ...fact, publishedCommit, localCommit: await findLocalCommit(pkg, context) };
  if (fact.sources || commit === undefined) return traced;
  return { ...traced, sources: (await haveChanged(pkg, commit, context)) ? 'changed' : 'same' };
}

/** Lists the commits that the ledger and the registry name. */
function listCommits({ answer, record }: Case): readonly (string | undefined)[] {
  const stated = answer.kind === 'present' ? answer.commit : undefined;
  return [record?.commit, stated].map((commit) => (isCommit(commit) ? commit : undefined));
}

/** Finds the first commit that this clone has. */
async function findOne(root: string, names: readonly (string | undefined)[]): Promise<string | undefined> {
  for (const name of names) {
    if (name === undefined) continue;
    const { exitCode, stdout } = await git(root, ['rev-parse', '-q', '--verify', `${name}^{commit}`]);
    if (exitCode === 0) return stdout.trim();
  }
  return undefined;
}

/**
 * Finds the commit that all files are of: what is packed may be made from those outside its folder, too. That it cannot
 * be named stops nothing.
 */
async function findLocalCommit(
  { name }: WorkspacePackage,
  { planned, head, list }: TraceContext,
): Promise<string | undefined> {
  if (head === undefined || planned.has(name)) return undefined;
  const changed = await list(head).catch(() => undefined);
  return changed?.length === 0 ? head : undefined;
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
