import type { PackedTarball } from '../../pack/packed.ts';
import { keyOf } from '../../package-version.ts';
import type { Present } from '../../registry/answer.ts';
import type { Registry } from '../../registry/registry.ts';
import { compareContents } from '../../tarball/comparison.ts';
import { digestContent, type PackageContent } from '../../tarball/content.ts';
import { isPromised, isSameIntegrity, listStrong } from '../../tarball/integrity.ts';
import { readPackedManifest } from '../../tarball/packed-manifest.ts';
import { readTarball, type TarballFiles } from '../../tarball/tarball.ts';
import type { Siblings } from '../../workspace/siblings.ts';
import { describeDependencies } from '../changes/manifest-content.ts';
import { alignRanges } from './align-ranges.ts';
import type { OpenCase } from './case.ts';
import type { Fact } from './fact.ts';

/** A case whose version is published. */
export interface PresentCase extends OpenCase {
  readonly answer: Present;
}

/** What a published version is compared with, and asked for. */
export interface ComparePublishedOptions {
  readonly packed: PackedTarball;
  readonly registry: Registry;
  readonly siblings: Siblings;
}

/**
 * Compares what would be published with what is out under that version: first by what costs least, by the published bytes
 * last.
 *
 * @throws VerstampError `REGISTRY_UNREACHABLE`, `TARBALL_INVALID`.
 */
export async function comparePublished(
  one: PresentCase,
  { packed, registry, siblings }: ComparePublishedOptions,
): Promise<Fact> {
  const { pkg, answer } = one;
  const isSame = isPromised(packed.integrity, answer.integrity);
  if (isSame && !isDoubted(one)) {
    return { kind: 'published', comparison: { kind: 'bytes', integrity: packed.integrity } };
  }
  const local = await packed.read();
  const content = digestContent(local);
  if (isSame || isRecorded(content, one)) {
    return { kind: 'published', comparison: { kind: 'same', digest: content.digest } };
  }
  const bytes = await registry.fetchPromised(pkg, answer);
  const files = await readTarball(bytes, keyOf(pkg));
  const published = digestContent(files);
  const comparison = compareContents(published, content);
  if (comparison.kind === 'same') return { kind: 'published', comparison };
  const aligned = await alignRanges(files, { local, siblings });
  const again = aligned && compareContents(digestContent(aligned), content);
  // What is on record is the digest of the published bytes.
  if (again?.kind === 'same') {
    return { kind: 'published', comparison: { kind: 'same', digest: published.digest } };
  }
  const fact: Fact = { kind: 'published', comparison };
  return isSameToInstall(files, local, siblings) ? fact : { ...fact, sources: 'changed' };
}

/** Wherever a range comes from, as from a catalog of the workspace: to who installs it, another one is another package. */
function isSameToInstall(published: TarballFiles, local: TarballFiles, siblings: Siblings): boolean {
  const names = { siblings: new Set(siblings.keys()) };
  const [before, now] = [published, local].map((files) =>
    describeDependencies(readPackedManifest(files), names),
  );
  return before !== undefined && before === now;
}

/** The ledger has other bytes on record: only the digest tells whether their content was the same. */
function isDoubted({ answer: { integrity }, record }: PresentCase): boolean {
  return record !== undefined && !isSameIntegrity(record.integrity, integrity);
}

/** The ledger's digest was computed from the bytes of this integrity; what a package says of itself never counts. */
function isRecorded({ digest }: PackageContent, { answer: { integrity }, record }: PresentCase): boolean {
  return (
    isSameIntegrity(record?.integrity, integrity) &&
    record?.digest === digest &&
    listStrong(integrity).length > 0
  );
}
