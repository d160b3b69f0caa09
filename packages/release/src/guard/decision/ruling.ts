import type {
  buildStale,
  changesetMissing,
  packageBroken,
  registryUnreachable,
  releaseRecorded,
  releaseReplaced,
  versionAltered,
  versionBurnt,
  versionUnreleased,
} from '@verstamp/core/problems';
import type { Obstacle } from '../obstacles/obstacle.ts';

/** What is decided of a package: a verdict, with what belongs to it and nothing else. */
export type Ruling =
  /** The version is free: if it is planned, it goes out, unless something that it needs is refused. */
  | { readonly verdict: 'new'; readonly problem?: undefined }
  /** Published with the same content in other bytes: nothing to do. */
  | { readonly verdict: 'identical'; readonly digest: string; readonly problem?: undefined }
  /** Published with the same bytes, `sha512-…`: nothing to do. */
  | { readonly verdict: 'identical'; readonly integrity: string; readonly problem?: undefined }
  /** Not planned, differs, and a changeset covers it: allowed. */
  | { readonly verdict: 'pending'; readonly problem?: undefined }
  /** Not planned, differs, and its own sources do not: warned of. */
  | { readonly verdict: 'drifted'; readonly problem?: undefined }
  /** Not planned, differs, and no changeset covers it: refused, or only warned of where the workspace is lenient. */
  | {
      readonly verdict: 'unreleased';
      readonly problem: ReturnType<typeof versionUnreleased> | ReturnType<typeof changesetMissing>;
    }
  /** Planned, and published or on record with other content; or published with other content than is on record: refused. */
  | {
      readonly verdict: 'altered';
      readonly problem: ReturnType<typeof versionAltered | typeof releaseRecorded | typeof releaseReplaced>;
    }
  /** Published once and removed, as the registry or the ledger knows: refused. */
  | { readonly verdict: 'burnt'; readonly problem: ReturnType<typeof versionBurnt> }
  /** Its tarball could not work: refused. */
  | { readonly verdict: 'broken-package'; readonly problem: ReturnType<typeof packageBroken> }
  /** Its tarball holds no build of this version: refused. */
  | { readonly verdict: 'stale-build'; readonly problem: ReturnType<typeof buildStale> }
  /** Below its dist-tag, untagged, not committed, between registries, or set up so that npm refuses it: refused. */
  | Obstacle
  /** Could not be found out. */
  | { readonly verdict: 'unreachable'; readonly problem: ReturnType<typeof registryUnreachable> };

/** What the guard finds of one package. */
export type GuardVerdict = Ruling['verdict'];

/** Why a package is refused, or was not judged. */
export type GuardProblem = NonNullable<Ruling['problem']>;
