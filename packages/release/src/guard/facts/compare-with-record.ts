import { isRecordedIn, NO_CONTENT } from '../../ledger/records.ts';
import type { Comparison, SameBytes } from '../../tarball/comparison.ts';
import { isSameIntegrity } from '../../tarball/integrity.ts';
import type { Case } from './case.ts';
import type { Fact } from './fact.ts';

/**
 * Compares what was found out with the record. A release that was recorded in this registry, and is not there, was
 * removed. One of another registry may go out here too, with the content that is on record; of a tag there is none. One
 * that is here with other content was replaced.
 *
 * @param registry - The address of the registry that was asked.
 */
export function compareWithRecord({ answer, record, fact }: Case, registry: string): Fact {
  if (!record) return fact;
  if (fact.kind === 'free') {
    if (isRecordedIn(record, registry)) return { kind: 'removed' };
    const { digest: local = '' } = fact;
    return local === record.digest ? fact : { kind: 'recorded', recorded: record.digest, local };
  }
  if (fact.kind !== 'published' || record.digest === NO_CONTENT) return fact;
  // The very bytes that were recorded, whatever rule their digest was once made by.
  if (answer.kind === 'present' && isSameIntegrity(record.integrity, answer.integrity)) return fact;
  const published = describePublished(fact.comparison);
  if (published === record.digest) return fact;
  return { kind: 'replaced', recorded: record.digest, published };
}

/** The digest of bytes that were not read is not known, so that they match no digest on record. */
function describePublished(comparison: Comparison | SameBytes): string {
  switch (comparison.kind) {
    case 'bytes':
      return comparison.integrity;
    case 'same':
      return comparison.digest;
    case 'different':
      return comparison.published;
  }
}
