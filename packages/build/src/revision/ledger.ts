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

/** Issues revisions that are unique and growing for each name, and remembers releases. */
export interface Ledger extends RevisionSource {
  /**
   * Records a release; again with the same digest changes nothing.
   *
   * @throws VerstampError `RELEASE_RECORDED` where it is on record with another digest.
   */
  record(release: Release): Promise<void>;
  /** Looks a release up; `undefined` where none is on record. */
  find(subject: Subject): Promise<Release | undefined>;
}
