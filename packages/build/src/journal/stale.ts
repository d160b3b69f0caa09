import { readExactly } from './backwards.ts';
import type { Fail } from './damage.ts';
import { digestSpan, type Place } from './line.ts';

/** An entry that was written for an end of the file which another entry had taken first. */
export interface StaleEntry extends Place {
  /** Where it begins; `at` is where its writer believed it to. */
  readonly offset: number;
}

/** An entry that holds, and where its line ends. */
export interface CommittedEntry extends Place {
  readonly end: number;
}

/** Checks, while a journal is read backwards, that stale entries came too late and were not moved. */
export interface StaleCheck {
  /** Takes note of stale entries. */
  add(entries: readonly StaleEntry[]): void;
  /** Checks those whose writers saw all of a committed entry, or wrote for its place; says whether any are left. */
  check(committed: CommittedEntry): boolean;
}

/** What stands before all entries. */
export const START: CommittedEntry = { at: 0, prev: digestSpan(), end: -Infinity };

const BREAK = Buffer.from('\n');

/** Creates the check of a file. */
export function createStaleCheck(file: number, fail: Fail): StaleCheck {
  let pending: readonly StaleEntry[] = [];
  return {
    add(entries) {
      const early = entries.find(({ at, offset }) => at >= offset);
      if (early) throw moved(early);
      pending = [...pending, ...entries];
    },
    check(committed) {
      // A writer that saw half of an entry which was just being written took the one before it for the last.
      const isDue = ({ at }: StaleEntry) => at === committed.at || at > committed.end;
      const due = pending.filter(isDue);
      pending = pending.filter((entry) => !isDue(entry));
      for (const entry of due) if (!didSee(entry, committed)) throw moved(entry);
      return pending.length > 0;
    },
  };

  /** Tells whether a writer named what stands before `at`, and the line break that it added where there was none. */
  function didSee({ at, prev }: StaleEntry, committed: CommittedEntry): boolean {
    if (at === committed.at) return prev === committed.prev;
    const seen = readExactly(file, committed.at, at - 1 - committed.at);
    // The last line was an entry that held, until another went to where its line break was missing.
    const last = seen.subarray(seen.lastIndexOf(BREAK) + 1);
    return [seen, last].some((bytes) => prev === digestSpan(bytes, BREAK));
  }

  function moved({ at, offset }: StaleEntry): Error {
    return fail({ offset, reason: `it was written for byte ${at}` });
  }
}
