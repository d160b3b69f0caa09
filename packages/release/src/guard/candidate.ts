/** A package of the workspace as the plan has it. */
export interface Candidate {
  readonly name: string;
  readonly version: string;
  /** Whether the plan publishes it. */
  readonly planned: boolean;
  /** Whether a pending changeset moves its version, or Changesets is told to ignore it. */
  readonly covered: boolean;
  /** Whether a change without a changeset is only warned of. */
  readonly lenient?: boolean;
  /** Its package.json, relative to the workspace's root. */
  readonly file?: string;
  /** The names of what it needs at run time. */
  readonly dependencies: readonly string[];
}
