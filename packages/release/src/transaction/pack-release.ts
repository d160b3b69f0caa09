import { countPackages } from '../count-packages.ts';
import { findExactCommit } from '../git/checkout.ts';
import { isRecordedIn, isRecordedOf } from '../ledger/records.ts';
import { packInto } from '../pack/pack.ts';
import type { PlannedRelease } from '../pack/plan.ts';
import { keyOf } from '../package-version.ts';
import type { ReleaseContext } from './context.ts';
import type { ReleaseHistory } from './recover.ts';

/**
 * Packs what the plan holds no tarball of and is not on record of this very commit and registry.
 *
 * @throws VerstampError `PACK_FAILED`, `TARBALL_INVALID`.
 */
export async function packRelease(
  { workspace, planned = [], checkout, registry, folder, env, say }: ReleaseContext,
  { records }: Pick<ReleaseHistory, 'records'>,
): Promise<readonly PlannedRelease[]> {
  const ready = new Set(planned.map(({ name }) => name));
  const commit = findExactCommit(checkout);
  const packages = workspace.packages.filter((pkg) => {
    const record = records.get(keyOf(pkg));
    const isOut = isRecordedOf(record, commit) && isRecordedIn(record, registry.addressOf(pkg));
    return !ready.has(pkg.name) && !isOut;
  });
  if (packages.length > 0) say(`Packing ${countPackages(packages.length)}.`);
  // Scripts that build at packing build a release.
  return packInto(workspace, packages, { env: { ...env, VERSTAMP_RELEASE: '1' }, folder });
}
