import type { Release } from '@verstamp/build/revision';
import { keyOf, type Records } from '../ledger/records.ts';
import type { WorkspacePackage } from '../workspace/workspace.ts';
import type { RegistryAnswers } from './ask-registry.ts';
import type { Comparison, SameBytes } from './comparison.ts';
import type { Fact } from './fact.ts';

/**
 * Compares what was found out with the record: a recorded release that the registry does not have was
 * removed, and one that it has with other content was replaced.
 */
export function compareWithRecords(
  facts: ReadonlyMap<string, Fact>,
  { packages, answers, records }: RecordedFacts,
): ReadonlyMap<string, Fact> {
  const held = packages.flatMap((pkg) => {
    const fact = facts.get(pkg.name);
    const record = records.get(keyOf(pkg));
    if (!fact || !record) return [];
    return [
      [pkg.name, compareWithRecord(fact, { record, integrity: integrityOf(answers, pkg.name) })] as const,
    ];
  });
  return new Map([...facts, ...held]);
}

/** What facts are compared with. */
export interface RecordedFacts {
  readonly packages: readonly Pick<WorkspacePackage, 'name' | 'version'>[];
  readonly answers: RegistryAnswers;
  readonly records: Records;
}

function compareWithRecord(
  fact: Fact,
  { record, integrity }: { readonly record: Release; readonly integrity: string | undefined },
): Fact {
  if (fact.kind === 'free') return { kind: 'removed' };
  if (fact.kind !== 'published') return fact;
  // The very bytes that were recorded, whatever rule their digest was once made by.
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

function integrityOf(answers: RegistryAnswers, name: string): string | undefined {
  const answer = answers.get(name);
  return answer?.kind === 'present' ? answer.integrity : undefined;
}
