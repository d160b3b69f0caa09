import { tagTaken } from '@verstamp/core/problems';
import { NO_CONTENT } from '../../ledger/records.ts';
import { keyOf, type PackageVersion } from '../../package-version.ts';
import type { ReleaseSource } from '../context.ts';
import type { ReleaseHistory } from '../recover.ts';
import { findOther, nameTag } from '../tags/tags.ts';
import type { TagMember } from './member.ts';

/** Lists the private packages whose version has no tag yet. */
export function listTagOnly(
  { policy, tags }: ReleaseSource,
  { records }: Pick<ReleaseHistory, 'records'>,
): readonly TagMember[] {
  if (!tags) return [];
  return policy.tagOnly
    .filter((subject) => {
      const tag = nameTag(subject, policy);
      return !records.has(keyOf(subject)) && !tags.local.has(tag) && tags.remote?.has(tag) !== true;
    })
    .map(({ name, version, dependencies }) => {
      return { kind: 'tag-only', name, version, dependencies, digest: NO_CONTENT, integrity: undefined };
    });
}

/** Finds why a version cannot be tagged: a tag at another commit would contradict the release. */
export function findTagProblem(
  { tags, checkout, policy }: ReleaseSource,
  subject: PackageVersion,
): readonly ReturnType<typeof tagTaken>[] {
  const tag = nameTag(subject, policy);
  if (!tags || !checkout) return [];
  const got = findOther({ tag, commit: checkout.commit }, tags);
  return got === undefined ? [] : [tagTaken({ tag, expected: checkout.commit, got })];
}
