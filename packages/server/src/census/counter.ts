import type { UnreadableReason } from '../reading.ts';
import { createStart } from '../start.ts';
import type { Census, CensusLine, CountedVerdict, VerdictCounts } from './census.ts';
import { createHeavyHitters, type Entry } from './heavy-hitters.ts';

/** A client as it is counted: by its version as the census shows it, or by why that could not be read. */
export type Counted =
  | { readonly version: string; readonly decision: { readonly verdict: CountedVerdict } }
  | { readonly version: undefined; readonly decision: { readonly reading: UnreadableReason } };

/** Counts clients in memory that does not grow. */
export interface Counter {
  /** Counts one. */
  count(client: Counted): void;
  /** Returns the counts so far. */
  read(): Pick<Census, 'since' | 'total' | 'lines' | 'others' | 'unreadable'>;
}

/** Options of {@link createCounter}. */
export interface CounterOptions {
  /** Versions that always have a line. */
  readonly known: readonly string[];
  /** How many other versions have a line, at most. */
  readonly size: number;
  readonly now: () => number;
  /** Returns a number from 0 up to, but not including, 1. */
  readonly random: () => number;
}

/** Creates a counter of clients. Its sums are exact; so is each line from its `since` on. */
export function createCounter({ known, size, now, random }: CounterOptions): Counter {
  const start = createStart(now);
  const others = noCounts();
  const unreadable = { missing: 0, repeated: 0, malformed: 0 };
  const versions = createHeavyHitters<Tally>({
    known,
    size,
    random,
    createValue: () => ({ since: now(), counts: noCounts() }),
    onEvict: ({ counts }) => addCounts(others, counts),
  });
  return {
    count({ version, decision }) {
      start();
      if (version === undefined) unreadable[decision.reading] += 1;
      else (versions.observe(version)?.value.counts ?? others)[decision.verdict] += 1;
    },
    read() {
      const since = start();
      const lines = versions
        .entries()
        .map((entry) => toLine(entry, since))
        .toSorted(byUse);
      const readable = sum(others) + lines.reduce((total, { counts }) => total + sum(counts), 0);
      const { missing, repeated, malformed } = unreadable;
      return {
        since: new Date(since).toISOString(),
        total: readable + missing + repeated + malformed,
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

function toLine({ key, value: { since, counts } }: Entry<Tally>, start: number): CensusLine {
  return { version: key, since: new Date(Math.max(since, start)).toISOString(), counts: { ...counts } };
}

function byUse(a: CensusLine, b: CensusLine): number {
  return sum(b.counts) - sum(a.counts) || (a.version < b.version ? -1 : 1);
}

function noCounts(): Record<CountedVerdict, number> {
  return { allow: 0, warn: 0, refuse: 0, discard: 0 };
}

function sum({ allow, warn, refuse, discard }: VerdictCounts): number {
  return allow + warn + refuse + discard;
}

function addCounts(to: Record<CountedVerdict, number>, counts: VerdictCounts): void {
  to.allow += counts.allow;
  to.warn += counts.warn;
  to.refuse += counts.refuse;
  to.discard += counts.discard;
}
