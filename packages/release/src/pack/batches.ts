import type { PackageVersion } from '../package-version.ts';
import type { PackageManager } from '../workspace/manager.ts';
import { nameTarball } from './packed.ts';

/** Packages by the names that their tarballs get in one folder. */
export type PackBatch<Package> = ReadonlyMap<string, Package>;

/**
 * Splits packages so that no tarball overwrites another, as those of `@shop/cart` and `shop-cart` would: mostly there is
 * nothing to split.
 */
export function splitBatches<Package extends PackageVersion>(
  manager: PackageManager,
  packages: readonly Package[],
): readonly PackBatch<Package>[] {
  const batches: Map<string, Package>[] = [];
  for (const pkg of packages) {
    const name = nameTarball(manager, pkg);
    const free = batches.find((batch) => !batch.has(name));
    if (free) free.set(name, pkg);
    else batches.push(new Map([[name, pkg]]));
  }
  return batches;
}
