import { VerstampError } from '@verstamp/core';
import { versionBurnt } from '@verstamp/core/problems';
import type { GuardReport } from '../../guard/examine.ts';
import { isRecordedIn } from '../../ledger/records.ts';
import { keyOf } from '../../package-version.ts';
import { runPool } from '../../pool.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';
import type { ReleaseContext, ReleaseSource } from '../context.ts';
import type { Member, PackageMember, TagMember } from './member.ts';
import { orderByDependencies } from './order.ts';
import { findPreflightProblems, type PreflightContext } from './preflight.ts';
import { readMember, type MemberSources } from './read-member.ts';
import { findTagProblem, listTagOnly } from './tag-members.ts';

/** What a release would publish, dependencies first, or why it must not. */
export interface MemberPlan {
  readonly members: readonly Member[];
  /** Each of them stops the whole set. */
  readonly problems: readonly VerstampError[];
}

/** What members are planned with. */
export interface MemberContext
  extends ReleaseSource, PreflightContext, Pick<ReleaseContext, 'registry' | 'distTag' | 'say'> {}

/**
 * Plans what goes out: what the guard finds new, and private packages whose version has no tag.
 *
 * @throws VerstampError `TARBALL_CHANGED` if a tarball is no longer what was packed.
 */
export async function planMembers(
  context: MemberContext,
  guard: Pick<GuardReport, 'packages'>,
  sources: MemberSources,
): Promise<MemberPlan> {
  const { history } = sources;
  const fresh = listFresh(context, guard);
  const tagged = listTagOnly(context, history);
  const problems = await findProblems(context, { fresh, tagged, history });
  if (problems.length > 0) return { members: [], problems };
  const read = await runPool(fresh, async (pkg) => readMember(context, pkg, sources));
  const unpublishable = read.filter((member) => member instanceof VerstampError);
  if (unpublishable.length > 0) return { members: [], problems: unpublishable };
  const members = read.filter((member): member is PackageMember => !(member instanceof VerstampError));
  return { members: orderByDependencies<Member>([...members, ...tagged]), problems: [] };
}

/** Lists the packages that are planned and that the guard finds new, but for those that Changesets leaves alone. */
function listFresh(
  { policy, workspace }: Pick<MemberContext, 'policy' | 'workspace'>,
  { packages }: Pick<GuardReport, 'packages'>,
): readonly WorkspacePackage[] {
  const planned = packages.filter((judgement) => judgement.verdict === 'new' && judgement.planned);
  const names = new Set(planned.map(({ name }) => name));
  return workspace.packages.filter(({ name }) => names.has(name) && !policy.ignored.has(name));
}

interface Wanted extends Pick<MemberSources, 'history'> {
  readonly fresh: readonly WorkspacePackage[];
  readonly tagged: readonly TagMember[];
}

/** Finds what stops a set before any tarball of it is read. */
async function findProblems(
  context: MemberContext,
  { fresh, tagged, history }: Wanted,
): Promise<readonly VerstampError[]> {
  const { registry } = context;
  const burnt = fresh.filter((pkg) => isRecordedIn(history.records.get(keyOf(pkg)), registry.addressOf(pkg)));
  return [
    ...(await findPreflightProblems(context, fresh)),
    ...burnt.map(({ name, version }) => versionBurnt({ name, version })),
    ...[...fresh, ...tagged].flatMap((subject) => findTagProblem(context, subject)),
  ];
}
