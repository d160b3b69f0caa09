import type { registryUnreachable } from '@verstamp/core/problems';
import type { Comparison, SameBytes } from '../../tarball/comparison.ts';
import type { Obstacle } from '../obstacles/obstacle.ts';
import type { Unsoundness } from '../soundness/soundness.ts';

/** What was found out about a candidate's version. */
export type Fact =
  | {
      readonly kind: 'free';
      /** The digest of what would go out, where that is on record. */
      readonly digest?: string | undefined;
      readonly unsound?: Unsoundness | undefined;
      readonly obstacle?: Obstacle | undefined;
    }
  | { readonly kind: 'removed' }
  /** On record of another registry, with other content than would go out, or as a tag without any. */
  | { readonly kind: 'recorded'; readonly recorded: string; readonly local: string }
  /** Published with other content than the ledger has on record. */
  | { readonly kind: 'replaced'; readonly recorded: string; readonly published: string }
  | {
      readonly kind: 'published';
      readonly comparison: Comparison | SameBytes;
      /**
       * Whether its own sources, and the ranges that it has from the workspace, are those of its release commit;
       * `undefined` if that is not known.
       */
      readonly sources?: 'same' | 'changed';
      /** The commit that was published from; `undefined` if nobody says which. */
      readonly publishedCommit?: string | undefined;
      /** The commit that all files are of here; `undefined` if there is none. */
      readonly localCommit?: string | undefined;
      readonly unsound?: Unsoundness | undefined;
    }
  | { readonly kind: 'unreachable'; readonly problem: ReturnType<typeof registryUnreachable> };

/** What was found out about a version that is published. */
export type PublishedFact = Fact & { readonly kind: 'published' };

/** Tells whether a version is published with other content. */
export function differs(fact: Fact): fact is PublishedFact {
  return fact.kind === 'published' && fact.comparison.kind === 'different';
}
