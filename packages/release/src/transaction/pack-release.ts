import type { Release } from '@verstamp/build/revision';
import { countPackages } from '../guard/count-packages.ts';
import { keyOf } from '../ledger/records.ts';
import { packInto } from '../pack/pack.ts';
import type { PlannedRelease } from '../pack/plan.ts';
import type { ReleaseContext } from './context.ts';
import type { ReleaseHistory } from './recover.ts';

/** Finds, by name, what is on record of this very commit, so that a rebuild would prove nothing. */
export function findSettled(
  { workspace, checkout }: Pick<ReleaseContext, 'workspace' | 'checkout'>,
  { records }: Pick<ReleaseHistory, 'records'>,
): ReadonlyMap<string, Release> {
  const settled = new Map<string, Release>();
  if (!checkout || checkout.dirty) return settled;
  for (const pkg of workspace.packages) {
    const record = records.get(keyOf(pkg));
    if (record?.commit === checkout.commit) settled.set(pkg.name, record);
  }
  return settled;
}

/**
 * Packs what the plan holds no tarball of and is not settled.
 *
 * @throws VerstampError `PACK_FAILED`, `TARBALL_INVALID`.
 */
export async function packRelease(
  { workspace, planned = [], folder, env, say }: ReleaseContext,
  settled: ReadonlyMap<string, Release>,
): Promise<readonly PlannedRelease[]> {
  const ready = new Set([...planned.map(({ name }) => name), ...settled.keys()]);
  const packages = workspace.packages.filter(({ name }) => !ready.has(name));
  if (packages.length > 0) say(`Packing ${countPackages(packages.length)}.`);
  // Scripts that build at packing build a release.
  return packInto(workspace, packages, { env: { ...env, VERSTAMP_RELEASE: '1' }, folder });
}
