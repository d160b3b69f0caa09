import type { RevisionSource, Subject } from './source.ts';

/** A release that went out. */
export interface Release {
  readonly name: string;
  /** The version under which it was published, without a revision. */
  readonly version: string;
  /** The stamp-blind digest of its content. */
  readonly digest: string;
  /** The digest of the published bytes, as the registry has it. */
  readonly integrity?: string;
  /** The commit it was made from. */
  readonly commit?: string;
  /** When it was published, ISO 8601 in UTC. */
  readonly time: string;
}

/** A release that somebody is making, and what it is made of, so that a later run can tell it in the registry. */
export interface ClaimedRelease extends Subject {
  /** The stamp-blind digest of its content. */
  readonly digest?: string | undefined;
  /** The digest of the bytes that are published. */
  readonly integrity?: string | undefined;
  /** The commit it is made from. */
  readonly commit?: string | undefined;
}

/** Releases that somebody is making, and nobody else may until it is dropped, recorded or expired. */
export interface Claim {
  /** Tells this claim from every other; who knows it may renew or drop the claim. */
  readonly nonce: string;
  /** Whom to ask about it, as in `ci-run 417`. */
  readonly owner: string;
  /** When it ends by itself, ISO 8601 in UTC. */
  readonly expires: string;
  readonly releases: readonly ClaimedRelease[];
}

/** What is asked of a ledger before a release. */
export interface ClaimRequest {
  readonly releases: readonly ClaimedRelease[];
  readonly owner: string;
  readonly durationMs: number;
  /**
   * Given again, it renews a claim, or finds the one whose answer was lost.
   * @default a random one
   */
  readonly nonce?: string;
}

/** All of the releases are claimed, or none is and others hold some. */
export type ClaimOutcome =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'held'; readonly by: readonly Claim[] };

/** Everything a ledger knows. */
export interface LedgerContents {
  /** The last revision of each name. */
  readonly revisions: ReadonlyMap<string, number>;
  /** The claims that hold. */
  readonly claims: readonly Claim[];
  /**
   * Claims that ended by themselves, each with those of its releases that were neither recorded nor claimed
   * since: somebody was stopped there, and some of them may be out.
   */
  readonly lapsed?: readonly Claim[];
  readonly releases: readonly Release[];
}

/** Issues revisions that are unique and growing for each name, keeps claims, and remembers releases. */
export interface Ledger extends RevisionSource {
  /** Issues a block of `count` revisions at once, and returns the first. */
  issue(subject: Subject, count: number): Promise<number>;
  /** Claims all of a set of releases or none. */
  claim(request: ClaimRequest): Promise<ClaimOutcome>;
  /** Gives a claim back, also after its end; what is claimed by others since is left alone. */
  drop(claim: Claim): Promise<void>;
  /**
   * Records releases, all or none, and ends the claims on them; again with the same digest changes nothing.
   *
   * @throws VerstampError `RELEASE_RECORDED` if one is on record with another digest.
   */
  record(releases: readonly Release[]): Promise<void>;
  /** Reads and checks everything. */
  read(): Promise<LedgerContents>;
}
