import { VerstampError } from '@verstamp/core';

/** Every exit code of the command line (contract §6), and nothing else ends a command of ours. */
export const EXIT = {
  /** It holds; it is allowed. */
  holds: 0,
  /** It does not hold; it is refused. */
  refused: 1,
  /** The command line was used wrongly, or a configuration cannot be read. */
  misuse: 2,
  /** It could not be found out: network, registry, ledger, or a version that nobody can read. */
  unknown: 3,
} as const;

/** An exit code: one of {@link EXIT}, or what the command behind `next --` ended with. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT] | (number & {});

const MISUSE: ReadonlySet<string> = new Set([
  'CLI_USAGE',
  'BUILD_OPTION',
  'CONFIG_INVALID',
  'FORMAT_TEMPLATE',
  'LEDGER_UNKNOWN',
  'PACKAGE_UNKNOWN',
  'PACKAGE_UNUSABLE',
  'PLAN_INVALID',
  'REVISION_INVALID',
  'RULE_SYNTAX',
  'TARGET_MISSING',
  'VERSION_SYNTAX',
  'WORKSPACE_INVALID',
]);

const REFUSED: ReadonlySet<string> = new Set(['RELEASE_MISMATCH', 'RELEASE_RECORDED']);

/** Finds the exit code of something thrown; what is not known to be more could not be found out. */
export function exitOf(error: unknown): ExitCode {
  if (!(error instanceof VerstampError)) return EXIT.unknown;
  if (REFUSED.has(error.code)) return EXIT.refused;
  return MISUSE.has(error.code) ? EXIT.misuse : EXIT.unknown;
}
