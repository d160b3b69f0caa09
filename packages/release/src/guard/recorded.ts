import type { Case } from './case.ts';
import type { Comparison, SameBytes } from './comparison.ts';
import type { Fact } from './fact.ts';

/**
 * Compares what was found out with the record: a recorded release that the registry does not have was
 * removed, and one that it has with other content was replaced.
 */
export function compareWithRecord({ answer, record, fact }: Case): Fact {
  if (!record) return fact;
  if (fact.kind === 'free') return { kind: 'removed' };
  if (fact.kind !== 'published') return fact;
  // The very bytes that were recorded, whatever rule their digest was once made by.
  const integrity = answer.kind === 'present' ? answer.integrity : undefined;
  if (record.integrity !== undefined && record.integrity === integrity) return fact;
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
