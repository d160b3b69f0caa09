import { readBackwards, type Line } from './backwards.ts';
import { digestSpan, isTorn, readGluedLine, readLine, type Entry, type Fields } from './line.ts';

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
  /** The entries that hold, the newest first; each is checked against the one before it as it is read. */
  entries(): Generator<Fields>;
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
  const lines = readBackwards(file, size);
  const tail: Line[] = [];
  const newest = readEntry(lines, tail, fail);
  const last = tail[0];
  const prefix = last && !last.ended ? '\n' : '';
  return {
    end: size + prefix.length,
    prefix,
    prev: digestSpan(...bytesOf(tail), Buffer.from(prefix)),
    *entries() {
      let entry = newest;
      while (entry) {
        const between: Line[] = [];
        const older = readEntry(lines, between, fail);
        if (digestSpan(...bytesOf(between)) !== entry.prev) {
          throw fail({
            offset: older?.at ?? 0,
            reason: 'what stands there is not what the next entry follows',
          });
        }
        yield entry.fields;
        entry = older;
      }
    },
  };
}

/** Reads back to the next entry that holds, and collects the lines passed, newest first, that entry's among them. */
function readEntry(
  lines: Iterator<Line>,
  passed: Line[],
  fail: (damage: Damage) => Error,
): Entry | undefined {
  const losers: { readonly at: number; readonly offset: number }[] = [];
  for (let next = lines.next(); !next.done; next = lines.next()) {
    const line = next.value;
    passed.push(line);
    const entry = readLine(line.bytes);
    if (entry && entry.at === line.offset) {
      checkLosers(losers, passed, fail);
      return entry;
    }
    const loser = entry ? { start: 0, entry } : readGluedLine(line.bytes);
    if (loser) losers.push({ at: loser.entry.at, offset: line.offset + loser.start });
    else if (line.bytes.length && !isTorn(line.bytes)) {
      throw fail({ offset: line.offset, reason: 'it is no entry' });
    }
  }
  checkLosers(losers, passed, fail);
  return undefined;
}

/** An entry that came too late was written for the start of another line, or else lines were moved or changed. */
function checkLosers(
  losers: readonly { readonly at: number; readonly offset: number }[],
  passed: readonly Line[],
  fail: (damage: Damage) => Error,
): void {
  // A writer that saw half a line put a line break behind it and began there.
  const starts = new Set(passed.map(({ offset }) => offset));
  const oldest = passed.at(-1)?.offset ?? 0;
  for (const { at, offset } of losers) {
    if (at < offset && at >= oldest && (starts.has(at) || isWithin(at, passed))) continue;
    throw fail({ offset, reason: `it was written for byte ${at}` });
  }
}

function isWithin(at: number, passed: readonly Line[]): boolean {
  // It began one byte behind what it saw of a line that another writer was still writing.
  return passed.some(({ offset, bytes }) => at > offset && at <= offset + bytes.length);
}

/** The bytes of lines that were collected newest first, in the order of the file. */
function bytesOf(lines: readonly Line[]): readonly Buffer[] {
  const lineBreak = Buffer.from('\n');
  return lines.toReversed().flatMap(({ bytes, ended }) => (ended ? [bytes, lineBreak] : [bytes]));
}
