import { fstatSync } from 'node:fs';
import { readBackwards, type Line } from './backwards.ts';
import { createFail } from './damage.ts';
import { digestSpan, type Entry } from './line.ts';
import { readCommitted, readSegments, type Segment } from './segments.ts';
import { createStaleCheck, type CommittedEntry, type StaleCheck } from './stale.ts';

/** A journal as it stood when it was opened. */
export interface View {
  /** Where the next entry would begin. */
  readonly end: number;
  /** What has to be written before the next entry: a line break behind an entry whose writer was killed. */
  readonly prefix: '' | '\n';
  /** The digest that the next entry has to name. */
  readonly prev: string;
  /** Reads the entries that hold, the newest first; each is checked against the one before it as it is read. */
  entries(): Generator<Entry, void>;
}

/**
 * Reads the end of a journal: what the next entry is tied to, and the entries on demand.
 *
 * An entry holds if it begins where its writer believed the file to end: of two writers that saw the same
 * end, the first one's entry does and the other's does not. So no entry depends on a lock, and a writer may
 * be killed at any time.
 *
 * @throws VerstampError `LEDGER_DAMAGED`; so do its entries when they are read.
 */
export function openView(file: number, path: string): View {
  const { size } = fstatSync(file);
  const fail = createFail(file, path);
  const readAll = () => readSegments(readBackwards(file, size), fail);
  const newest = readAll().next().value;
  checkNewest(newest, readCommitted(readBackwards(file, newest.committed.at)), createStaleCheck(file, fail));
  const last = newest.lines[0];
  const prefix = last && !last.ended ? '\n' : '';
  return {
    end: size + prefix.length,
    prefix,
    prev: digestSpan(...bytesOf(newest.lines), Buffer.from(prefix)),
    *entries() {
      const segments = checkStale(readAll(), createStaleCheck(file, fail));
      let { entry } = segments.next().value;
      while (entry) {
        const older: Segment = segments.next().value;
        if (digestSpan(...bytesOf(older.lines)) !== entry.prev) {
          throw fail({
            offset: older.entry?.at ?? 0,
            reason: 'it is not what the next entry was written behind',
          });
        }
        yield entry;
        ({ entry } = older);
      }
    },
  };
}

/**
 * Checks the stale entries behind the newest one that holds, so that nothing is written behind lines that
 * another branch brought. The writer of the newest one has checked those before it.
 */
function checkNewest(
  { stale, committed }: Segment,
  older: Iterator<CommittedEntry, CommittedEntry>,
  staleCheck: StaleCheck,
): void {
  staleCheck.add(stale);
  for (let next = committed; staleCheck.check(next);) next = older.next().value;
}

function* checkStale(
  segments: Generator<Segment, Segment, undefined>,
  staleCheck: StaleCheck,
): Generator<Segment, Segment, undefined> {
  for (;;) {
    const segment = segments.next().value;
    staleCheck.add(segment.stale);
    staleCheck.check(segment.committed);
    if (!segment.entry) return segment;
    yield segment;
  }
}

/** The bytes of lines that were read newest first, in the order of the file. */
function bytesOf(lines: readonly Line[]): readonly Buffer[] {
  const lineBreak = Buffer.from('\n');
  return lines.toReversed().flatMap(({ bytes, ended }) => (ended ? [bytes, lineBreak] : [bytes]));
}
