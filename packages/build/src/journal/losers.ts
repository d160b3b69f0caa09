import type { Line } from './backwards.ts';
import type { Damage } from './view.ts';

/** An entry that came too late: another stood already where its writer believed the file to end. */
interface Loser {
  /** Where its writer believed it to begin. */
  readonly at: number;
  /** Where it begins. */
  readonly offset: number;
}

interface Span {
  readonly offset: number;
  readonly length: number;
}

/** Checks, while a journal is read backwards, that entries which do not hold came too late and were not moved. */
export interface Losers {
  /** Takes note of a line, the newest first. */
  pass(line: Line): void;
  /** Takes note of an entry that does not hold, in the line passed last. */
  add(loser: Loser): void;
  /** Checks those that were written for a place from `offset` on; all lines from there on were passed. */
  check(offset: number): void;
}

/** Creates the check; `fail` makes its error. */
export function createLosers(fail: (damage: Damage) => Error): Losers {
  const passed: Span[] = [];
  const starts = new Set<number>();
  let pending: readonly Loser[] = [];
  return {
    pass(line) {
      passed.push({ offset: line.offset, length: line.bytes.length });
      starts.add(line.offset);
    },
    add(loser) {
      if (loser.at >= loser.offset) throw moved(loser);
      pending = [...pending, loser];
    },
    check(offset) {
      if (pending.length === 0) return;
      const due = pending.filter(({ at }) => at >= offset);
      pending = pending.filter(({ at }) => at < offset);
      for (const loser of due) {
        if (!starts.has(loser.at) && !sawHalf(loser, passed)) throw moved(loser);
      }
    },
  };

  function moved({ at, offset }: Loser): Error {
    return fail({ offset, reason: `it was written for byte ${at}` });
  }
}

/** Its writer saw half of what another was just writing, put a line break behind it, and began there. */
function sawHalf({ at, offset }: Loser, passed: readonly Span[]): boolean {
  const isBehindBreak = passed.some((line) => line.offset === offset - 1 && line.length === 0);
  return isBehindBreak && passed.some((line) => at > line.offset && at <= line.offset + line.length);
}
