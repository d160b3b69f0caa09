import { readBackwards, type Line } from './backwards.ts';
import type { Damage } from './damage.ts';
import { digestSpan, type Entry } from './line.ts';
import { createLosers, type Holder, type Losers } from './losers.ts';
import { readHolders, readSteps, type Step } from './steps.ts';

/** A journal as it stood when it was opened. */
export interface View {
  /** Where the next entry would begin. */
  readonly end: number;
  /** What has to be written before the next entry: a line break behind an entry whose writer was killed. */
  readonly prefix: '' | '\n';
  /** The digest that the next entry has to name. */
  readonly prev: string;
  /** Reads the entries that hold, the newest first; each is checked against the one before it as it is read. */
  entries(): Generator<Entry>;
}

/**
 * Reads the end of a journal: what the next entry is tied to, and the entries on demand.
 *
 * An entry holds if it begins where its writer believed the file to end: of two writers that saw the same
 * end, the first one's entry does and the other's does not. So no entry depends on a lock, and a writer may
 * be killed at any time.
 *
 * @param fail - Makes the error for a damaged journal.
 */
export function readView(file: number, size: number, fail: (damage: Damage) => Error): View {
  const readAll = (): Generator<Step, Step, undefined> => readSteps(readBackwards(file, size), fail);
  const newest = readAll().next().value;
  checkNewest(newest, readHolders(readBackwards(file, newest.holder.at)), createLosers(file, fail));
  const last = newest.passed[0];
  const prefix = last && !last.ended ? '\n' : '';
  return {
    end: size + prefix.length,
    prefix,
    prev: digestSpan(...bytesOf(newest.passed), Buffer.from(prefix)),
    *entries() {
      const steps = checkLosers(readAll(), createLosers(file, fail));
      for (let { entry } = steps.next().value; entry;) {
        const older: Step = steps.next().value;
        if (digestSpan(...bytesOf(older.passed)) !== entry.prev) {
          throw fail({
            offset: older.entry?.at ?? 0,
            reason: 'it is not what the next entry was written behind',
          });
        }
        yield entry;
        entry = older.entry;
      }
    },
  };
}

/**
 * Checks the entries that do not hold behind the newest one that does, so that nothing is written behind lines that
 * another branch brought. The writer of the newest one has checked those before it.
 */
function checkNewest({ losers: late, holder }: Step, older: Iterator<Holder, Holder>, losers: Losers): void {
  losers.add(late);
  for (let next = holder; losers.check(next);) next = older.next().value;
}

function* checkLosers(
  steps: Generator<Step, Step, undefined>,
  losers: Losers,
): Generator<Step, Step, undefined> {
  for (;;) {
    const step = steps.next().value;
    losers.add(step.losers);
    losers.check(step.holder);
    if (!step.entry) return step;
    yield step;
  }
}

/** The bytes of lines that were read newest first, in the order of the file. */
function bytesOf(lines: readonly Line[]): readonly Buffer[] {
  const lineBreak = Buffer.from('\n');
  return lines.toReversed().flatMap(({ bytes, ended }) => (ended ? [bytes, lineBreak] : [bytes]));
}
