import type { Verdict } from '@verstamp/core';
import type { UnreadableReason } from '../reading.ts';

/** The verdicts on a version that could be read. */
export type CountedVerdict = Exclude<Verdict, 'unknown'>;

/** How many requests and messages got which verdict. */
export type VerdictCounts = Readonly<Record<CountedVerdict, number>>;

/** The clients of one version. */
export interface CensusLine {
  /** The version in the notation of the peers if it fits, with the revision only if the rule looks at it. */
  readonly version: string;
  /** Since when the counts are exact, ISO 8601; what came before that is among the `others`. */
  readonly since: string;
  readonly counts: VerdictCounts;
}

/** Who uses the server: requests and messages by the version that the client sent and the verdict on it. */
export interface Census {
  /** The application. */
  readonly name: string;
  /** The served version as it is advertised. */
  readonly version: string;
  /** Since when is counted, ISO 8601. */
  readonly since: string;
  /** All that was counted: lines, others and unreadable together. */
  readonly total: number;
  /** The versions, the most used first. */
  readonly lines: readonly CensusLine[];
  /** What versions without a line got. */
  readonly others: VerdictCounts;
  /** What could not be read, by the reason. */
  readonly unreadable: Readonly<Record<UnreadableReason, number>>;
}

/** Options of the census. */
export interface CensusOptions {
  /** Versions that keep a line whatever comes, as in `['1.4.3', '2.0.0']`; the served one always does. */
  readonly known?: readonly string[] | undefined;
  /**
   * How many versions beside the known ones have a line, at most; 1 to 10,000.
   * @default 512
   */
  readonly size?: number | undefined;
}
