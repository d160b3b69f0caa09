import { outcomeOf } from '@verstamp/core/problems';

/** Every exit code of the command line, and nothing else ends a command of ours. */
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

/** One of {@link EXIT}. */
export type OwnExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An exit code: one of {@link EXIT}, or what the command behind `next --` ended with. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT] | (number & {});

/** Returns the exit code of something that was thrown. */
export function exitOfError(error: unknown): OwnExitCode {
  return EXIT[outcomeOf(error)];
}

/** What counts more comes first: that something does not hold is known, whatever was not found out beside it. */
const PRECEDENCE = [EXIT.refused, EXIT.unknown, EXIT.misuse] as const;

/** Returns the exit code of several answers together. */
export function worstOf(exits: readonly OwnExitCode[]): OwnExitCode {
  return PRECEDENCE.find((exit) => exits.includes(exit)) ?? EXIT.holds;
}
