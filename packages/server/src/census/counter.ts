import type { Verdict } from '@verstamp/core';
import { createContest, type Line } from './heavy-hitters.ts';
import type { Reading, UnreadableReason } from '../gate/outcome.ts';

/** The verdicts on a version that could be read. */
export type CountedVerdict = Exclude<Verdict, 'unknown'>;

/** How many requests and messages got which verdict. */
export type VerdictCounts = Readonly<Record<CountedVerdict, number>>;

/** The clients of one version. */
export interface CensusLine {
  /** The version in the notation of the peers, with the revision only where the rule looks at it. */
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
  readonly unreadable: Readonly<Record<UnreadableReason, number>>;
}

/** How a census is taken. */
export interface CensusOptions {
  /** Versions that keep a line whatever comes, as in `['1.4.3', '2.0.0']`; the served one always does. */
  readonly known?: readonly string[] | undefined;
  /**
   * How many versions beside the known ones have a line, at most; 1 to 10,000.
   * @default 512
   */
  readonly size?: number | undefined;
}

/** A client as it is counted. */
export interface Counted {
  readonly decision: { readonly verdict: Verdict; readonly reading: Reading };
  /** Its version as the census has it; `undefined` where it could not be read. */
  readonly version: string | undefined;
}

/** Counts clients in memory that does not grow. */
export interface Counter {
  /** Counts one. */
  count(client: Counted): void;
  /** Gives the counts so far. */
  read(): Pick<Census, 'since' | 'total' | 'lines' | 'others' | 'unreadable'>;
}

/** What a counter is made from. */
export interface CounterParameters {
  readonly known: readonly string[];
  readonly size: number;
  readonly now: () => number;
  /** Gives a number from 0 to 1, without 1. */
  readonly random: () => number;
}

/** Creates a counter of clients. Its sums are exact; so is each line from its `since` on. */
export function createCounter({ known, size, now, random }: CounterParameters): Counter {
  const since = now();
  const others = zero();
  const unreadable = { missing: 0, repeated: 0, malformed: 0 };
  const lineOf = createContest({
    known,
    size,
    random,
    start: () => ({ since: now(), counts: zero() }),
    giveUp: ({ counts }) => add(others, counts),
  });
  return {
    count({ decision: { verdict, reading }, version }) {
      if (reading !== 'version') unreadable[reading] += 1;
      else if (version !== undefined && verdict !== 'unknown') {
        (lineOf.find(version)?.value.counts ?? others)[verdict] += 1;
      }
    },
    read() {
      const lines = lineOf.all().map(describe).toSorted(byUse);
      const read = sum(others) + lines.reduce((total, { counts }) => total + sum(counts), 0);
      const { missing, repeated, malformed } = unreadable;
      return {
        since: new Date(since).toISOString(),
        total: read + missing + repeated + malformed,
        lines,
        others: { ...others },
        unreadable: { ...unreadable },
      };
    },
  };
}

/** What is kept for a version that has a line. */
interface Tally {
  readonly since: number;
  readonly counts: Record<CountedVerdict, number>;
}

function describe({ key, value: { since, counts } }: Line<Tally>): CensusLine {
  return { version: key, since: new Date(since).toISOString(), counts: { ...counts } };
}

function byUse(a: CensusLine, b: CensusLine): number {
  return sum(b.counts) - sum(a.counts) || (a.version < b.version ? -1 : 1);
}

function zero(): Record<CountedVerdict, number> {
  return { allow: 0, warn: 0, refuse: 0, discard: 0 };
}

function sum({ allow, warn, refuse, discard }: VerdictCounts): number {
  return allow + warn + refuse + discard;
}

function add(to: Record<CountedVerdict, number>, counts: VerdictCounts): void {
  to.allow += counts.allow;
  to.warn += counts.warn;
  to.refuse += counts.refuse;
  to.discard += counts.discard;
}
