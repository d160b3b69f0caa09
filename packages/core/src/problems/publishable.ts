import { VerstampError } from '../error.ts';
import { showPath, listSome, title } from './text.ts';

/** Tracked files of a package that differ from the commit. */
export interface DirtyPackage {
  readonly name: string;
  readonly version: string;
  readonly changed: readonly string[];
}

/** Says that a package would go out with changes that are in no commit. */
export function treeDirty(details: DirtyPackage): VerstampError<'TREE_DIRTY', DirtyPackage> {
  const files = listSome(details.changed.map(showPath));
  return new VerstampError(
    'TREE_DIRTY',
    `${title(details)} has changes that are in no commit: ${files}. Expected the files of the commit, since a ` +
      'release names the commit it is made from. Commit or restore them, then run the guard again.',
    details,
  );
}

/** A package that nothing would be sent of, and why. */
export interface UnpublishablePackage {
  readonly name: string;
  readonly version: string;
  readonly reason: string;
}

/** Says that a package cannot be published as it is set up, or from here, whatever its registry says. */
export function publishImpossible(
  details: UnpublishablePackage,
): VerstampError<'PUBLISH_IMPOSSIBLE', UnpublishablePackage> {
  return new VerstampError(
    'PUBLISH_IMPOSSIBLE',
    `${title(details)} cannot be published so: ${details.reason} Expected what npm itself publishes. Nothing was sent of it.`,
    details,
  );
}

/** A package that cannot go out as it is, and every reason. */
export interface UnsoundPackage {
  readonly name: string;
  readonly version: string;
  readonly reasons: readonly string[];
}

/** Says that a tarball could not work for who installs it. */
export function packageBroken(details: UnsoundPackage): VerstampError<'PACKAGE_BROKEN', UnsoundPackage> {
  return new VerstampError(
    'PACKAGE_BROKEN',
    `${title(details)} could not work once installed: ${reasons(details)} Expected every entry point, ranges that anybody can ` +
      'install, and an output that matches its records. Correct what is named, build, and run the guard again.',
    details,
  );
}

/** Says that a tarball holds no build of its own version. */
export function buildStale(details: UnsoundPackage): VerstampError<'BUILD_STALE', UnsoundPackage> {
  return new VerstampError(
    'BUILD_STALE',
    `${title(details)} holds no build of this version: ${reasons(details)} Expected an output that was built after the version ` +
      'was raised. Build again, then run the guard again.',
    details,
  );
}

function reasons({ reasons: all }: UnsoundPackage): string {
  const named = all.slice(0, 5).join(' ');
  return all.length > 5 ? `${named} And ${all.length - 5} more.` : named;
}
