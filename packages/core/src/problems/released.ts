import { VerstampError } from '../error.ts';
import { quote } from '../quote.ts';
import { bare, listSome, title } from './text.ts';

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
  /** The commit that was published from; `undefined` where nobody says which. */
  readonly publishedCommit?: string | undefined;
  /** The commit that all files are of here; `undefined` where there is none. */
  readonly localCommit?: string | undefined;
  readonly files: readonly FileChange[];
}

/** Says that a version that is published would go out again with other content. */
export function versionAltered(details: RefusedChange): VerstampError<'VERSION_ALTERED', RefusedChange> {
  return new VerstampError(
    'VERSION_ALTERED',
    `${title(details)} is published with other content. Expected the published digest ${details.published}, ` +
      `got ${details.local}. A released version never changes: raise the version and release that. ${differing(details)}`,
    details,
  );
}

/** A change that no changeset covers. */
export interface UnreleasedChange extends RefusedChange {
  /** Whether its own sources, or what is installed with it, are known to have changed. */
  readonly isTraced: boolean;
}

/** Says that a released package was changed and no changeset says how its version moves. */
export function versionUnreleased(
  details: UnreleasedChange,
): VerstampError<'VERSION_UNRELEASED', UnreleasedChange> {
  const lack =
    details.publishedCommit === undefined
      ? 'The commit of its release is not known here'
      : 'This clone lacks the commit of its release';
  const doubt =
    `${lack}, so that nobody can tell whether its sources changed: fetch tags and the whole ` +
    'history (fetch-depth: 0), or name the ledger that has it in verstamp.json. What was published before the guard came is ' +
    'taken for the start by "verstamp guard --adopt --reason TEXT". If they did: ';
  return new VerstampError(
    'VERSION_UNRELEASED',
    `${title(details)} differs from what is published and no changeset covers it. Expected the published digest ` +
      `${details.published}, got ${details.local}. ${details.isTraced ? '' : doubt}Run "changeset add" for it, then "changeset version"; ` +
      `without Changesets, raise its version. ${differing(details)}`,
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
  const files = listSome(details.changed.map((path) => bare(path, 200)));
  return new VerstampError(
    'CHANGESET_MISSING',
    `${title(details)} is released, and changed since ${bare(details.since.slice(0, 12), 20)}: ${files}. Expected ` +
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

function differing({ files, publishedCommit, localCommit }: RefusedChange): string {
  const paths = files.map(({ path }) => bare(path, 200)).join(', ');
  return `Published from ${nameCommit(publishedCommit)}, here from ${nameCommit(localCommit)}. Differing: ${paths}.`;
}

function nameCommit(commit: string | undefined): string {
  return commit === undefined ? 'no known commit' : `commit ${bare(commit.slice(0, 12), 20)}`;
}
