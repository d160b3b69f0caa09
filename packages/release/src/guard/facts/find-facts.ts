import type { Release } from '@verstamp/build/revision';
import { countPackages } from '../../count-packages.ts';
import { isRecordedOf } from '../../ledger/records.ts';
import { runPool } from '../../pool.ts';
import type { Present } from '../../registry/answer.ts';
import { digestContent } from '../../tarball/content.ts';
import { isSameIntegrity } from '../../tarball/integrity.ts';
import type { Siblings } from '../../workspace/siblings.ts';
import { findUnsoundness } from '../soundness/soundness.ts';
import { toUnreached } from './ask-registry.ts';
import { withFact, type Case, type OpenCase } from './case.ts';
import { comparePublished, type PresentCase } from './compare-published.ts';
import type { Examination } from './examination.ts';
import { differs, type Fact } from './fact.ts';
import { readLocalTarballs, type LocalTarballs } from './local-tarballs.ts';

/**
 * Finds out about every version: what is published is compared with what would be, and every tarball that would go out
 * is checked.
 *
 * @throws VerstampError `TARBALL_CHANGED`, `PACK_FAILED`, `TARBALL_INVALID`.
 */
export async function findFacts(
  cases: readonly OpenCase[],
  examination: Examination,
): Promise<readonly Case[]> {
  const { workspace, onProgress } = examination;
  const open = cases.filter((one) => needsTarball(one, examination));
  if (open.length) onProgress(`Packing and comparing ${countPackages(open.length)}.`);
  const tarballOf = await readLocalTarballs(open, examination);
  const siblings = new Map(workspace.packages.map(({ name, version }) => [name, version]));
  const means = { ...examination, tarballOf, siblings };
  return runPool(cases, async (one) => withFact(one, await findFact(one, means).catch(toUnreached)));
}

/** What a fact is found with. */
interface Means extends Pick<Examination, 'registry' | 'commit'> {
  readonly tarballOf: LocalTarballs;
  readonly siblings: Siblings;
}

async function findFact(one: OpenCase, means: Means): Promise<Fact> {
  const { pkg, answer, record } = one;
  switch (answer.kind) {
    case 'removed':
    case 'unreachable':
      return answer;
    case 'absent': {
      const files = await means.tarballOf(pkg).read();
      const digest = record && digestContent(files).digest;
      return { kind: 'free', digest, unsound: await findUnsoundness(files, pkg, means.siblings) };
    }
    case 'present':
      if (isSettled(answer, record, means)) {
        return { kind: 'published', comparison: { kind: 'same', digest: record.digest } };
      }
      return compare({ ...one, answer }, means);
  }
}

async function compare(one: PresentCase, means: Means): Promise<Fact> {
  const packed = means.tarballOf(one.pkg);
  const fact = await comparePublished(one, { ...means, packed });
  // What is the same as published does not go out, and works as well as that does.
  if (!differs(fact)) return fact;
  return { ...fact, unsound: await findUnsoundness(await packed.read(), one.pkg, means.siblings) };
}

/** Tells whether only a look into the tarball decides. */
function needsTarball({ answer, record }: OpenCase, examination: Pick<Examination, 'commit'>): boolean {
  if (answer.kind === 'present') return !isSettled(answer, record, examination);
  return answer.kind === 'absent';
}

/** A release on record of this very commit, whose very bytes are published, is the same even if a rebuild differs. */
function isSettled(
  { integrity }: Present,
  record: Release | undefined,
  { commit }: Pick<Examination, 'commit'>,
): record is Release {
  return isRecordedOf(record, commit) && isSameIntegrity(record.integrity, integrity);
}
