import { releaseRecorded, versionBurnt } from '@verstamp/core/problems';
import { VerstampError } from '@verstamp/core';
import type { GuardReport } from '../guard/examine.ts';
import { isRecordedIn } from '../ledger/records.ts';
import { readPlannedTarball, type PlannedRelease } from '../pack/plan.ts';
import { keyOf } from '../package-version.ts';
import { chooseDistTag, findDistTagProblem } from '../policy/dist-tag.ts';
import { choosePublishing } from '../policy/publishing.ts';
import { findPublishProblem } from '../policy/publishable.ts';
import { runPool } from '../pool.ts';
import { digestContent } from '../tarball/content.ts';
import { formatIntegrity } from '../tarball/integrity.ts';
import { readTarball } from '../tarball/tarball.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import type { ReleaseContext, ReleaseSource } from './context.ts';
import type { Member, PackageMember } from './member.ts';
import { describePackage } from './metadata.ts';
import { orderByDependencies } from './order.ts';
import { findPreflightProblems, type PreflightContext } from './preflight.ts';
import type { ReleaseHistory } from './recover.ts';
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

/** What is known of versions and tarballs. */
export interface MemberSources {
  readonly history: Pick<ReleaseHistory, 'records'>;
  readonly tarballs: readonly PlannedRelease[];
}

/**
 * Plans what goes out: what the guard finds new, and private packages whose version has no tag.
 *
 * @throws VerstampError `TARBALL_CHANGED` if a tarball is no longer what was packed.
 */
export async function planMembers(
  context: MemberContext,
  guard: Pick<GuardReport, 'packages'>,
  { history, tarballs }: MemberSources,
): Promise<MemberPlan> {
  const { policy, workspace } = context;
  const names = new Set(
    guard.packages
      .filter(({ verdict, planned }) => verdict === 'new' && planned)
      .map(({ name }) => name)
      .filter((name) => !policy.ignored.has(name)),
  );
  const fresh = workspace.packages.filter(({ name }) => names.has(name));
  const burnt = fresh.filter((pkg) =>
    isRecordedIn(history.records.get(keyOf(pkg)), context.registry.addressOf(pkg)),
  );
  const tagged = listTagOnly(context, history);
  const problems = [
    ...(await findPreflightProblems(context, fresh)),
    ...burnt.map(({ name, version }) => versionBurnt({ name, version })),
    ...[...fresh, ...tagged].flatMap((subject) => findTagProblem(context, subject)),
  ];
  if (problems.length > 0) return { members: [], problems };
  const packages = await runPool(fresh, async (pkg) => readMember(context, pkg, { history, tarballs }));
  const unpublishable = packages.filter((read) => read instanceof VerstampError);
  if (unpublishable.length > 0) return { members: [], problems: unpublishable };
  const members = packages.flatMap((read) => (read instanceof VerstampError ? [] : [read]));
  return { members: orderByDependencies<Member>([...members, ...tagged]), problems };
}

/** Reads what a package goes out with; or returns why it cannot be published so, or under its dist-tag. */
async function readMember(
  context: MemberContext,
  pkg: WorkspacePackage,
  { history, tarballs }: MemberSources,
): Promise<PackageMember | VerstampError> {
  const { registry, policy, checkout, say } = context;
  const { name, version, dependencies, manifest } = pkg;
  const tarball = tarballs.find((packed) => keyOf(packed) === keyOf(pkg));
  if (!tarball) throw new Error(`No tarball of ${keyOf(pkg)} was packed.`);
  const bytes = await readPlannedTarball(tarball);
  const integrity = formatIntegrity(bytes);
  const { digest } = digestContent(await readTarball(bytes, tarball.tarball));
  const record = history.records.get(keyOf(pkg));
  // Another registry has it, or a tag is all of it.
  if (record && record.digest !== digest) {
    return releaseRecorded({ name, version, recorded: record.digest, given: digest });
  }
  const tags = await registry.findTags(pkg);
  const { prerelease } = policy;
  const distTag = chooseDistTag({ manifest, option: context.distTag, prerelease, tags });
  const problem =
    findPublishProblem(pkg, { ...choosePublishing(pkg, context), isNew: tags.size === 0 }) ??
    findDistTagProblem({ name, version, tag: distTag }, tags);
  if (problem) return problem;
  const metadata = await describePackage(bytes, { name, version, commit: checkout?.commit, say });
  if (metadata instanceof VerstampError) return metadata;
  const isKnown = record !== undefined;
  const sent = { pkg, tarball, digest, integrity, distTag, isKnown, metadata };
  return { kind: 'package', name, version, dependencies, ...sent };
}
