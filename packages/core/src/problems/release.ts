import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';

/** Says that the registry's answer could not be found out; it is never taken for "this version is free". */
export function registryUnreachable(
  details: { readonly url: string; readonly status: number | undefined; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<
  'REGISTRY_UNREACHABLE',
  { readonly url: string; readonly status: number | undefined; readonly reason: string }
> {
  const status = details.status === undefined ? 'no status' : `status ${details.status}`;
  return new VerstampError(
    'REGISTRY_UNREACHABLE',
    `Could not find out what is published: ${details.url} (${status}): ${details.reason} Expected a package document ` +
      'or a plain "not found". Nothing may go out until the registry answers: check its address and your credentials, then run again.',
    details,
    options,
  );
}

/** Says that a tarball cannot be read, or is beyond a bound. */
export function tarballInvalid(
  details: { readonly tarball: string; readonly reason: string },
  options?: ErrorOptions,
): VerstampError<'TARBALL_INVALID', { readonly tarball: string; readonly reason: string }> {
  return new VerstampError(
    'TARBALL_INVALID',
    `Could not read the tarball ${quote(details.tarball, 200)}: ${details.reason} Expected what "npm pack" or ` +
      '"pnpm pack" writes. Pack it again; where it was published so, release a new version.',
    details,
    options,
  );
}

/** Says that a package could not be packed. */
export function packFailed(details: {
  readonly command: string;
  readonly reason: string;
}): VerstampError<'PACK_FAILED', { readonly command: string; readonly reason: string }> {
  return new VerstampError(
    'PACK_FAILED',
    `Packing failed: ${quote(details.command, 200)}: ${details.reason} Expected a tarball for every package. ` +
      'Run the command by hand, mend what it says, then run the guard again.',
    details,
  );
}

/** Says that a publish plan, or the folder it stands in, cannot be used. */
export function planInvalid(details: {
  readonly path: string;
  readonly reason: string;
}): VerstampError<'PLAN_INVALID', { readonly path: string; readonly reason: string }> {
  return new VerstampError(
    'PLAN_INVALID',
    `Not a publish plan: ${quote(details.path, 200)}: ${details.reason} Expected the folder that ` +
      '"changeset pack --out-dir DIR" of Changesets 3 writes. Pack it again.',
    details,
  );
}

/** A file whose content differs between what is published and what would be. */
export interface FileChange {
  readonly path: string;
  /** The digest of the published side; `undefined` where the file is not there. */
  readonly published: string | undefined;
  /** The digest of this side; `undefined` where the file is not there. */
  readonly local: string | undefined;
}

/** What the refusal of a package names. */
export interface RefusedChange {
  readonly name: string;
  readonly version: string;
  readonly published: string;
  readonly local: string;
  readonly files: readonly FileChange[];
}

/** Says that a version that is published would go out again with other content. */
export function versionAltered(details: RefusedChange): VerstampError<'VERSION_ALTERED', RefusedChange> {
  return new VerstampError(
    'VERSION_ALTERED',
    `${title(details)} is published with other content. Expected the published digest ${details.published}, ` +
      `got ${details.local}. A released version never changes: raise the version and release that. ${list(details)}`,
    details,
  );
}

/** Says that a released package was changed and no changeset says how its version moves. */
export function versionUnreleased(
  details: RefusedChange,
): VerstampError<'VERSION_UNRELEASED', RefusedChange> {
  return new VerstampError(
    'VERSION_UNRELEASED',
    `${title(details)} differs from what is published and no changeset covers it. Expected the published digest ` +
      `${details.published}, got ${details.local}. Run "changeset add" for it, then "changeset version"; without Changesets, raise its version. ${list(details)}`,
    details,
  );
}

/** A released package that a branch changes, and the files that it changes. */
export interface UncoveredChange {
  readonly name: string;
  readonly version: string;
  /** The commit that the branch left from. */
  readonly since: string;
  readonly changed: readonly string[];
}

/** Says that a branch changes a released package and brings no changeset for it. */
export function changesetMissing(
  details: UncoveredChange,
): VerstampError<'CHANGESET_MISSING', UncoveredChange> {
  const files = details.changed.slice(0, 5).map((path) => quote(path, 200).slice(1, -1));
  const more = details.changed.length > 5 ? ` and ${details.changed.length - 5} more` : '';
  return new VerstampError(
    'CHANGESET_MISSING',
    `${title(details)} is released, and changed since ${quote(details.since.slice(0, 12), 20).slice(1, -1)}: ${files.join(', ')}${more}. Expected ` +
      'a changeset that says how its version moves. Run "changeset add" for it; without Changesets, raise its version.',
    details,
  );
}

/** Says that a version was published once and then removed. */
export function versionBurnt(details: {
  readonly name: string;
  readonly version: string;
}): VerstampError<'VERSION_BURNT', { readonly name: string; readonly version: string }> {
  return new VerstampError(
    'VERSION_BURNT',
    `${title(details)} was published once and then removed. Expected a version that was never out: somebody may ` +
      'still have its bytes. Raise the version and release that.',
    details,
  );
}

/** What a registry holds in place of what is on record. */
export interface ReplacedRelease {
  readonly name: string;
  readonly version: string;
  readonly recorded: string;
  readonly published: string;
}

/** Says that a registry holds other content under a version than the ledger has on record. */
export function releaseReplaced(
  details: ReplacedRelease,
): VerstampError<'RELEASE_REPLACED', ReplacedRelease> {
  const { recorded, published } = details;
  return new VerstampError(
    'RELEASE_REPLACED',
    `${title(details)} is published with other content than was released. Expected the recorded digest ${quote(recorded, 80)}, ` +
      `got ${quote(published, 80)}. Somebody removed it and published again, or the registry was tampered with: find out which, ` +
      'then raise the version and release that.',
    details,
  );
}

/** Tracked files of a package that differ from the commit. */
export interface DirtyPackage {
  readonly name: string;
  readonly version: string;
  readonly changed: readonly string[];
}

/** Says that a package would go out with changes that are in no commit. */
export function treeDirty(details: DirtyPackage): VerstampError<'TREE_DIRTY', DirtyPackage> {
  const files = details.changed.slice(0, 5).map((path) => quote(path, 200).slice(1, -1));
  const more = details.changed.length > 5 ? ` and ${details.changed.length - 5} more` : '';
  return new VerstampError(
    'TREE_DIRTY',
    `${title(details)} has changes that are in no commit: ${files.join(', ')}${more}. Expected the files of the commit, since a ` +
      'release names the commit it is made from. Commit or restore them, then run the guard again.',
    details,
  );
}

/** A package, and the registries that different tools would publish it to. */
export interface ContestedPackage {
  readonly name: string;
  readonly version: string;
  readonly registries: readonly string[];
}

/** Says that tools do not agree on the registry of a package. */
export function wrongRegistry(details: ContestedPackage): VerstampError<'WRONG_REGISTRY', ContestedPackage> {
  return new VerstampError(
    'WRONG_REGISTRY',
    `${title(details)} would go to ${details.registries.map((url) => quote(url, 200)).join(' or ')}, as the tool has it. Expected ` +
      'one registry: npm follows the scope in .npmrc, pnpm follows publishConfig.registry. Make both the same, or remove one.',
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
      'install, and an output that matches its records. Mend what is named, build, and run the guard again.',
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

function title({ name, version }: { readonly name: string; readonly version: string }): string {
  return `${quote(name, 214).slice(1, -1)}@${quote(version, 128).slice(1, -1)}`;
}

function list({ files }: RefusedChange): string {
  return `Differing: ${files.map(({ path }) => quote(path, 200).slice(1, -1)).join(', ')}.`;
}
