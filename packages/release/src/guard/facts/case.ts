import type { RecordedRelease } from '../../ledger/records.ts';
import type { WorkspacePackage } from '../../workspace/workspace.ts';
import type { RegistryAnswer } from './ask-registry.ts';
import type { Fact } from './fact.ts';

/** A package of the workspace with what is known of its version before any tarball is looked into. */
export interface OpenCase {
  readonly pkg: WorkspacePackage;
  readonly answer: RegistryAnswer;
  /** What a ledger has on record of this version. */
  readonly record: RecordedRelease | undefined;
}

/** A package of the workspace with all that was found out about its version. */
export interface Case extends OpenCase {
  readonly fact: Fact;
}

/** Returns a case with what was found out. */
export function withFact(one: OpenCase, fact: Fact): Case {
  return { ...one, fact };
}
