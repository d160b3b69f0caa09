import type { Line } from './backwards.ts';
import { isTorn, readGluedLine, readLine, type Entry } from './line.ts';
import { START, type Holder, type Loser } from './losers.ts';
import type { Damage } from './damage.ts';

/** An entry that holds, and what was read to find it. */
export interface Step {
  /** `undefined` at the start of the file. */
  readonly entry: Entry | undefined;
  /** The entry's place, or that of the start of the file. */
  readonly holder: Holder;
  /** The lines, newest first, the entry's own the last. */
  readonly passed: readonly Line[];
  /** The entries among them that do not hold. */
  readonly losers: readonly Loser[];
}

/**
 * Reads back from one entry that holds to the next; at the start of the file there is none.
 *
 * @throws what `fail` makes where a line is none that a writer wrote, whole or in part.
 */
export function* readSteps(
  lines: Iterable<Line>,
  fail: (damage: Damage) => Error,
): Generator<Step, Step, undefined> {
  let passed: Line[] = [];
  let losers: Loser[] = [];
  for (const line of lines) {
    passed.push(line);
    const entry = readLine(line.bytes);
    if (entry?.at === line.offset) {
      yield { entry, holder: { ...entry, end: line.offset + line.bytes.length }, passed, losers };
      passed = [];
      losers = [];
      continue;
    }
    const loser = entry ? { start: 0, entry } : readGluedLine(line.bytes);
    if (loser) losers.push({ ...loser.entry, offset: line.offset + loser.start });
    else if (line.bytes.length > 0 && !isTorn(line.bytes)) {
      throw fail({ offset: line.offset, reason: 'it is no entry' });
    }
  }
  return { entry: undefined, holder: START, passed, losers };
}

/** Reads back the places of entries that hold, and nothing else: what stands between them is not looked at. */
export function* readHolders(lines: Iterable<Line>): Generator<Holder, Holder, undefined> {
  for (const { offset, bytes } of lines) {
    const isLikely = bytes.subarray(0, 32).toString('latin1').startsWith(`{"at":${offset},`);
    const entry = isLikely ? readLine(bytes) : undefined;
    if (entry?.at === offset) yield { ...entry, end: offset + bytes.length };
  }
  return START;
}
