import { VerstampError } from '@verstamp/core';
import { releaseRecorded } from '@verstamp/core/problems';
import { readPlannedTarball, type PlannedRelease } from '../../pack/plan.ts';
import { keyOf } from '../../package-version.ts';
import { chooseDistTag, findDistTagProblem } from '../../policy/dist-tag.ts';
import { findPublishProblem } from '../../policy/publishable.ts';
import { choosePublishing } from '../../policy/publishing.ts';
import type { RegistrySettings } from '../../registry/settings/settings.ts';
import { digestContent } from '../../tarball/content.ts';
import { formatIntegrity } from '../../tarball/integrity.ts';
import { readTarball } from '../../tarball/tarball.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';
import type { ReleaseContext } from '../context.ts';
import type { ReleaseHistory } from '../recover.ts';
import { describePackage } from '../upload/metadata.ts';
import type { PackageMember } from './member.ts';

/** What a member is read with. */
export interface ReadMemberContext extends Pick<
  ReleaseContext,
  'policy' | 'checkout' | 'registry' | 'distTag' | 'say'
> {
  readonly settings: Pick<RegistrySettings, 'publishing'>;
}

/** What is known of versions and tarballs. */
export interface MemberSources {
  readonly history: Pick<ReleaseHistory, 'records'>;
  readonly tarballs: readonly PlannedRelease[];
}

/**
 * Reads what a package goes out with; or returns why it cannot be published so, or under its dist-tag.
 *
 * @throws VerstampError `TARBALL_CHANGED` if its tarball is no longer what was packed; `TARBALL_INVALID`;
 * `REGISTRY_UNREACHABLE` if its dist-tags could not be found out.
 */
export async function readMember(
  context: ReadMemberContext,
  pkg: WorkspacePackage,
  { history, tarballs }: MemberSources,
): Promise<PackageMember | VerstampError> {
  const { registry, policy, checkout, say } = context;
  const { name, version, dependencies, manifest } = pkg;
  const { bytes, ...packed } = await readPacked(pkg, tarballs);
  const record = history.records.get(keyOf(pkg));
  // Another registry has it, or a tag is all of it.
  if (record && record.digest !== packed.digest) {
    return releaseRecorded({ name, version, recorded: record.digest, given: packed.digest });
  }
  const tags = await registry.findTags(pkg);
  const { prerelease } = policy;
  const distTag = chooseDistTag({ manifest, option: context.distTag, prerelease, tags });
  // Somebody else has published it since the guard asked: nothing is sent then, and all is asked again.
  const isSeen = tags.get(distTag) === version;
  const problem =
    findPublishProblem(pkg, { ...choosePublishing(pkg, context), isNew: tags.size === 0 }) ??
    (isSeen ? undefined : findDistTagProblem({ name, version, tag: distTag }, tags));
  if (problem) return problem;
  const metadata = await describePackage(bytes, { name, version, commit: checkout?.commit, say });
  if (metadata instanceof VerstampError) return metadata;
  const isKnown = record !== undefined;
  return { kind: 'package', name, version, dependencies, pkg, ...packed, distTag, isKnown, isSeen, metadata };
}

interface Packed extends Pick<PackageMember, 'tarball' | 'digest' | 'integrity'> {
  readonly bytes: Buffer;
}

async function readPacked(pkg: WorkspacePackage, tarballs: readonly PlannedRelease[]): Promise<Packed> {
  const tarball = tarballs.find((packed) => keyOf(packed) === keyOf(pkg));
  if (!tarball) throw new Error(`No tarball of ${keyOf(pkg)} was packed.`);
  const bytes = await readPlannedTarball(tarball);
  const { digest } = digestContent(await readTarball(bytes, tarball.tarball));
  return { tarball, bytes, digest, integrity: formatIntegrity(bytes) };
}
