import type {
  buildStale,
  changesetMissing,
  packageBroken,
  registryUnreachable,
  releaseReplaced,
  versionAltered,
  versionBurnt,
  versionUnreleased,
} from '@verstamp/core/problems';
import type { Obstacle } from './obstacles.ts';

/** What the guard finds of one package. */
export type GuardVerdict =
  /** The version is free: it goes out. */
  | 'new'
  /** Published with the same content: nothing to do. */
  | 'identical'
  /** Planned, and published with other content; or published with other content than is on record: refused. */
  | 'altered'
  /** Not planned, differs, and a changeset covers it: allowed. */
  | 'pending'
  /** Not planned, differs, and no changeset covers it: refused. */
  | 'unreleased'
  /** Not planned, differs, and its own sources do not: warned of. */
  | 'drifted'
  /** Published once and removed, as the registry or the ledger knows: refused. */
  | 'burnt'
  /** Its tarball could not work: refused. */
  | 'broken-package'
  /** Its tarball holds no build of this version: refused. */
  | 'stale-build'
  /** Below its dist-tag, untagged, not committed, between registries, or set up so that npm refuses it: refused. */
  | Obstacle['verdict']
  /** Could not be found out. */
  | 'unreachable';

/** Why a package is refused, or was not judged. */
export type GuardProblem =
  | ReturnType<typeof versionAltered>
  | ReturnType<typeof versionUnreleased>
  | ReturnType<typeof changesetMissing>
  | ReturnType<typeof versionBurnt>
  | ReturnType<typeof releaseReplaced>
  | ReturnType<typeof packageBroken>
  | Obstacle['problem']
  | ReturnType<typeof buildStale>
  | ReturnType<typeof registryUnreachable>;

/** The guard's answer about one package. */
export interface Judgement {
  readonly name: string;
  readonly version: string;
  /** Its package.json, relative to the workspace's root. */
  readonly file: string | undefined;
  readonly planned: boolean;
  readonly verdict: GuardVerdict;
  /** Whether it may go out, stops a release, or it is not known. */
  readonly effect: 'allow' | 'refuse' | 'unknown';
  /** The content digest, if both sides have the same content in other bytes. */
  readonly digest: string | undefined;
  /** `sha512-…`, if both sides have the same bytes. */
  readonly integrity: string | undefined;
  readonly problem: GuardProblem | undefined;
  /** The refused packages that it needs, so that it cannot go out either. */
  readonly heldBy: readonly string[];
}
