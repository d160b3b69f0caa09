import type { Fact } from '../facts/fact.ts';

/** A package of the workspace as the plan has it, with what was found out about its version. */
export interface Candidate {
  readonly name: string;
  readonly version: string;
  /** Whether the plan publishes it. */
  readonly planned: boolean;
  /** Whether a pending changeset moves its version, or Changesets is told to ignore it. */
  readonly covered: boolean;
  readonly fact: Fact;
  /** Its package.json, relative to the workspace's root. */
  readonly file?: string;
  /** The names of what it needs at run time. */
  readonly dependencies: readonly string[];
}
