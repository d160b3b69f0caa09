import { VerstampError } from '../error.ts';
import type * as problems from './all.ts';

/**
 * What an error says of the question that was asked.
 *
 * - `misuse`: the call or a configuration has to be corrected first
 * - `refused`: the answer was found out, and is no
 * - `unknown`: the answer could not be found out; the same question may be answered later
 */
export type ProblemOutcome = 'misuse' | 'refused' | 'unknown';

type Problem = ReturnType<
  Extract<(typeof problems)[keyof typeof problems], (...given: never[]) => VerstampError>
>;

/** Every code has a line, so that a new one without an outcome fails the typecheck. */
const OUTCOMES: Readonly<Record<Problem['code'], ProblemOutcome>> = {
  BUILD_OPTION: 'misuse',
  BUILD_STALE: 'refused',
  CHANGESET_MISSING: 'refused',
  CLAIM_LOST: 'unknown',
  CLI_USAGE: 'misuse',
  CONFIG_INVALID: 'misuse',
  CORS_HIDES_VERSION: 'refused',
  CSP_BLOCKS_DOCUMENT: 'refused',
  DIST_TAG_BACKWARDS: 'refused',
  DOCUMENT_CACHED: 'refused',
  DOCUMENT_FALLBACK: 'refused',
  DOCUMENT_MISSING: 'refused',
  DOCUMENT_TAKEN: 'misuse',
  FILE_CHANGED: 'unknown',
  FILE_UNWRITABLE: 'unknown',
  FORMAT_MISMATCH: 'misuse',
  FORMAT_OVERFLOW: 'misuse',
  FORMAT_TEMPLATE: 'misuse',
  GATE_OPTION: 'misuse',
  GIT_UNUSABLE: 'unknown',
  LEDGER_CLIENT: 'unknown',
  LEDGER_DAMAGED: 'unknown',
  LEDGER_LOCAL: 'refused',
  LEDGER_MISSING: 'unknown',
  LEDGER_NEWER: 'unknown',
  LEDGER_SWEPT: 'refused',
  LEDGER_UNKNOWN: 'misuse',
  LEDGER_UNREACHABLE: 'unknown',
  LEDGER_UNSAFE: 'unknown',
  NO_RELEASE: 'refused',
  OUTPUT_ALTERED: 'refused',
  OUTPUT_STALE: 'refused',
  OUTPUT_UNWRITABLE: 'unknown',
  PACKAGE_BROKEN: 'refused',
  PACKAGE_UNKNOWN: 'misuse',
  PACKAGE_UNUSABLE: 'misuse',
  PACK_FAILED: 'unknown',
  PLAN_INVALID: 'misuse',
  PLUGIN_ABSENT: 'refused',
  PLUGIN_ORDER: 'refused',
  PLUGIN_TWICE: 'misuse',
  PRERELEASE_UNTAGGED: 'refused',
  PUBLISH_FAILED: 'unknown',
  PUBLISH_IMPOSSIBLE: 'refused',
  RECEIPT_MISSING: 'refused',
  RECORD_UNREADABLE: 'unknown',
  REGISTRY_UNREACHABLE: 'unknown',
  RELEASE_HELD: 'unknown',
  RELEASE_MISMATCH: 'refused',
  RELEASE_OVERTAKEN: 'unknown',
  RELEASE_RECORDED: 'refused',
  RELEASE_REPLACED: 'refused',
  RELEASE_UNCONFIRMED: 'unknown',
  REVISION_FIXED: 'refused',
  REVISION_INVALID: 'misuse',
  REVISION_LIMIT: 'refused',
  REVISION_UNAVAILABLE: 'unknown',
  RULE_SYNTAX: 'misuse',
  SERVER_NONCONFORMING: 'refused',
  SERVER_SILENT: 'unknown',
  SERVER_UNREACHABLE: 'unknown',
  STAMPS_DISAGREE: 'refused',
  STAMP_HASHED: 'refused',
  STAMP_SYNTAX: 'misuse',
  STAMP_UNFILLED: 'refused',
  TAG_FAILED: 'unknown',
  TAG_TAKEN: 'refused',
  TARBALL_CHANGED: 'refused',
  TARBALL_INVALID: 'unknown',
  TARGET_MISSING: 'misuse',
  TARGET_UNREADABLE: 'unknown',
  TASK_CACHE_REPLAYS: 'refused',
  TREE_DIRTY: 'refused',
  VERSION_ALTERED: 'refused',
  VERSION_BURNT: 'refused',
  VERSION_REFUSED: 'refused',
  VERSION_SYNTAX: 'misuse',
  VERSION_UNRELEASED: 'refused',
  WORKSPACE_INVALID: 'misuse',
  WRONG_REGISTRY: 'refused',
};

/** Tells what an error says of the question that was asked; `unknown` for whatever is not one of ours. */
export function outcomeOf(error: unknown): ProblemOutcome {
  if (!(error instanceof VerstampError)) return 'unknown';
  return Object.hasOwn(OUTCOMES, error.code) ? OUTCOMES[error.code as Problem['code']] : 'unknown';
}
