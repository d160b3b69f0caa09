import { readBackwards, type Line } from './backwards.ts';
import { digestSpan, isTorn, readGluedLine, readLine, type Entry } from './line.ts';
import { createLosers } from './losers.ts';

/** What makes a journal unusable, and where. */
export interface Damage {
  readonly offset: number;
  readonly reason: string;
}

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

/** An entry that holds, and the lines read to find it, newest first, its own the last. */
interface Step {
  readonly entry: Entry | undefined;
  readonly passed: readonly Line[];
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
  const last = newest.passed[0];
  const prefix = last && !last.ended ? '\n' : '';
  return {
    end: size + prefix.length,
    prefix,
    prev: digestSpan(...bytesOf(newest.passed), Buffer.from(prefix)),
    *entries() {
      const steps = readAll();
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

/** Reads back from one entry that holds to the next; at the start of the file there is none. */
function* readSteps(
  lines: Iterable<Line>,
  fail: (damage: Damage) => Error,
): Generator<Step, Step, undefined> {
  const losers = createLosers(fail);
  let passed: Line[] = [];
  for (const line of lines) {
    passed.push(line);
    losers.pass(line);
    const entry = readLine(line.bytes);
    if (entry?.at === line.offset) {
      losers.check(line.offset);
      yield { entry, passed };
      passed = [];
      continue;
    }
    const loser = entry ? { start: 0, entry } : readGluedLine(line.bytes);
    if (loser) losers.add({ at: loser.entry.at, offset: line.offset + loser.start });
    else if (line.bytes.length > 0 && !isTorn(line.bytes)) {
      throw fail({ offset: line.offset, reason: 'it is no entry' });
    }
  }
  losers.check(0);
  return { entry: undefined, passed };
}

/** The bytes of lines that were read newest first, in the order of the file. */
function bytesOf(lines: readonly Line[]): readonly Buffer[] {
  const lineBreak = Buffer.from('\n');
  return lines.toReversed().flatMap(({ bytes, ended }) => (ended ? [bytes, lineBreak] : [bytes]));
}
