import { isRecordedIn } from '../../ledger/records.ts';
import { indexByKey, keyOf } from '../../package-version.ts';
import { findDistTagProblem } from '../../policy/dist-tag.ts';
import type { Published } from '../../registry/answer.ts';
import type { ReleaseContext } from '../context.ts';
import type { Member, PackageMember } from '../members/member.ts';

/**
 * Tells whether somebody else was at work since a claimed set was guarded: something of it is out or on record, a dist-tag
 * was given to a higher version, or another version of one of its packages is claimed, which may be about to take that tag.
 *
 * @throws VerstampError `REGISTRY_UNREACHABLE`; whatever reading the ledger throws.
 */
export async function isOvertaken(
  members: readonly Member[],
  { ledger, registry }: Pick<ReleaseContext, 'ledger' | 'registry'>,
): Promise<boolean> {
  const { releases, claims } = await ledger.read();
  const [records, own] = [indexByKey(releases), indexByKey(members)];
  const names = new Set(members.map(({ name }) => name));
  const claimed = claims.flatMap((claim) => claim.releases);
  if (claimed.some((one) => names.has(one.name) && !own.has(keyOf(one)))) return true;
  for (const member of members) {
    const record = records.get(keyOf(member));
    if (member.kind === 'tag-only') {
      if (record) return true;
      continue;
    }
    // A registry may have older answers, too.
    if (member.isSeen) return true;
    if (isRecordedIn(record, registry.addressOf(member.pkg))) return true;
    if (isPassed(member, await registry.find(member.pkg))) return true;
  }
  return false;
}

/** Tells whether a version is no longer free, or no longer above that of its dist-tag. */
function isPassed({ name, version, distTag: tag }: PackageMember, found: Published): boolean {
  return found.kind !== 'absent' || findDistTagProblem({ name, version, tag }, found.tags) !== undefined;
}
