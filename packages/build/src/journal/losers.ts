import { readExactly } from './backwards.ts';
import { digestSpan, type Place } from './line.ts';
import type { Damage } from './damage.ts';

/** An entry that came too late: another stood already where its writer believed the file to end. */
export interface Loser extends Place {
  /** Where it begins; `at` is where its writer believed it to. */
  readonly offset: number;
}

/** An entry that holds, and where its line ends. */
export interface Holder extends Place {
  readonly end: number;
}

/** Checks, while a journal is read backwards, that entries which do not hold came too late and were not moved. */
export interface Losers {
  /** Takes note of entries that do not hold. */
  add(losers: readonly Loser[]): void;
  /** Checks those whose writers saw all of an entry, or wrote for its place; says whether any are left. */
  check(holder: Holder): boolean;
}

/** What stands before all entries. */
export const START: Holder = { at: 0, prev: digestSpan(), end: -Infinity };

const BREAK = Buffer.from('\n');

/** Creates the check of a file; `fail` makes its error. */
export function createLosers(file: number, fail: (damage: Damage) => Error): Losers {
  let pending: readonly Loser[] = [];
  return {
    add(losers) {
      const early = losers.find(({ at, offset }) => at >= offset);
      if (early) throw moved(early);
      pending = [...pending, ...losers];
    },
    check(holder) {
      // Who saw half of an entry that was just being written took the one before it for the last.
      const isDue = ({ at }: Loser) => at === holder.at || at > holder.end;
      const due = pending.filter(isDue);
      pending = pending.filter((loser) => !isDue(loser));
      for (const loser of due) if (!didSee(loser, holder)) throw moved(loser);
      return pending.length > 0;
    },
  };

  /** Says whether a writer named what stands before `at`, a line break at its end, which it added where there was none. */
  function didSee({ at, prev }: Loser, holder: Holder): boolean {
    if (at === holder.at) return prev === holder.prev;
    const seen = readExactly(file, holder.at, at - 1 - holder.at);
    // The last line was an entry that held, until another went to where its line break was missing.
    const last = seen.subarray(seen.lastIndexOf(BREAK) + 1);
    return [seen, last].some((bytes) => prev === digestSpan(bytes, BREAK));
  }

  function moved({ at, offset }: Loser): Error {
    return fail({ offset, reason: `it was written for byte ${at}` });
  }
}
