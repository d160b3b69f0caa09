import { isRecordedIn, listRecords } from '../ledger/records.ts';
import { keyOf } from '../package-version.ts';
import type { ReleaseContext } from './context.ts';
import type { Member } from './member.ts';

/**
 * Tells whether no member of a set is out or on record: who held the claim before may have published one.
 *
 * @throws VerstampError `REGISTRY_UNREACHABLE`; whatever reading the ledger throws.
 */
export async function isUnpublished(
  members: readonly Member[],
  { ledger, registry }: Pick<ReleaseContext, 'ledger' | 'registry'>,
): Promise<boolean> {
  const records = await listRecords(ledger);
  for (const member of members) {
    const record = records.get(keyOf(member));
    if (member.kind === 'tag-only') {
      if (record) return false;
      continue;
    }
    if (isRecordedIn(record, registry.addressOf(member.pkg))) return false;
    const { kind } = await registry.find(member.pkg);
    if (kind !== 'absent') return false;
  }
  return true;
}
