import type { Line } from './backwards.ts';
import type { Fail } from './damage.ts';
import { isTorn, readGluedLine, readLine, type Entry } from './line.ts';
import { START, type CommittedEntry, type StaleEntry } from './stale.ts';

/** A stretch of a journal: an entry that holds, and what stands between it and the next one that does. */
export interface Segment {
  /** `undefined` at the start of the file. */
  readonly entry: Entry | undefined;
  /** The entry's place, or that of the start of the file. */
  readonly committed: CommittedEntry;
  /** The lines, newest first, the entry's own the last. */
  readonly lines: readonly Line[];
  /** The entries among them that do not hold. */
  readonly stale: readonly StaleEntry[];
}

/**
 * Reads a journal's segments from its end to its start, which is the last of them.
 *
 * @throws what `fail` makes where a line is none that a writer wrote, whole or in part.
 */
export function* readSegments(backwards: Iterable<Line>, fail: Fail): Generator<Segment, Segment, undefined> {
  let lines: Line[] = [];
  let stale: StaleEntry[] = [];
  for (const line of backwards) {
    lines.push(line);
    const entry = readLine(line.bytes);
    if (entry?.at === line.offset) {
      yield { entry, committed: { ...entry, end: line.offset + line.bytes.length }, lines, stale };
      lines = [];
      stale = [];
      continue;
    }
    const late = entry ? { start: 0, entry } : readGluedLine(line.bytes);
    if (late) stale.push({ ...late.entry, offset: line.offset + late.start });
    else if (line.bytes.length > 0 && !isTorn(line.bytes)) {
      throw fail({ offset: line.offset, reason: 'it is no entry' });
    }
  }
  return { entry: undefined, committed: START, lines, stale };
}

/** Reads back the places of entries that hold, and nothing else: what stands between them is not looked at. */
export function* readCommitted(
  backwards: Iterable<Line>,
): Generator<CommittedEntry, CommittedEntry, undefined> {
  for (const { offset, bytes } of backwards) {
    const isLikely = bytes.subarray(0, 32).toString('latin1').startsWith(`{"at":${offset},`);
    const entry = isLikely ? readLine(bytes) : undefined;
    if (entry?.at === offset) yield { ...entry, end: offset + bytes.length };
  }
  return START;
}
