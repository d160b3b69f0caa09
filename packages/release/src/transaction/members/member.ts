import type { RecordedRelease } from '../../ledger/records.ts';
import type { PlannedRelease } from '../../pack/plan.ts';
import type { PackageVersion } from '../../package-version.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';
import type { ReleaseContext } from '../context.ts';
import type { Metadata } from '../upload/metadata.ts';

/** A package that goes to its registry. */
export interface PackageMember extends PackageVersion {
  readonly kind: 'package';
  readonly dependencies: readonly string[];
  readonly pkg: WorkspacePackage;
  readonly tarball: PlannedRelease;
  /** The digest of its content, without its stamps. */
  readonly digest: string;
  /** `sha512-…` of its tarball. */
  readonly integrity: string;
  readonly distTag: string;
  /** Whether it is on record already, in another registry. */
  readonly isKnown: boolean;
  /** Whether its dist-tag named it already when that was asked for: somebody else has published it. */
  readonly isSeen: boolean;
  /** What its registry is told of it. */
  readonly metadata: Metadata;
}

/** A private package, which is recorded and tagged. */
export interface TagMember extends PackageVersion {
  readonly kind: 'tag-only';
  readonly dependencies: readonly string[];
  readonly digest: string;
  readonly integrity: undefined;
}

/** A version that a release publishes or tags. */
export type Member = PackageMember | TagMember;

/** Tells whether a member is on record already. */
export function isKnown(member: Member): boolean {
  return member.kind === 'package' && member.isKnown;
}

/** Returns what is put on record of a member once it is out. */
export function toRelease(
  member: Member,
  { checkout, registry }: Pick<ReleaseContext, 'checkout' | 'registry'>,
): RecordedRelease {
  const { name, version, digest, integrity } = member;
  return {
    name,
    version,
    digest,
    ...(integrity === undefined ? {} : { integrity }),
    ...(checkout ? { commit: checkout.commit } : {}),
    ...(member.kind === 'package' ? { registry: registry.addressOf(member.pkg) } : {}),
    time: new Date().toISOString(),
  };
}
