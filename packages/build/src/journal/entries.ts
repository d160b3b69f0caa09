import { readLineAt } from './backwards.ts';
import { openCatalog } from './catalog.ts';
import { readLine, type Entry, type Fields } from './line.ts';
import { createRecords, mergeRecords } from './records.ts';
import type { JournalSettings } from './settings.ts';
import type { Table, TableContent } from './table.ts';
import { boundAt, Tail } from './tail.ts';
import type { View } from './view.ts';

/** The entries of a journal that hold. */
export interface Entries extends Iterable<Fields> {
  /** Finds the newest entry that mentions a word. */
  readonly find: (word: string) => Entry | undefined;
}

/** Entries that may be asked for what a new table would hold. */
export interface IndexedEntries extends Entries {
  /** Says whether a new table is worth its while: the entries since the old one are many, or it is of no use. */
  isWorthRenewing(): boolean;
  /** Makes a table's content out of the old one and the entries since; nothing where there are none. */
  renew(): TableContent | undefined;
}

/** What entries are read from. */
export interface EntriesInput {
  /** The file of the journal, open for reading. */
  readonly file: number;
  readonly view: View;
  readonly settings: JournalSettings;
}

/** Reads the entries of a journal, newest first. */
export function* readFields(view: View): Generator<Fields> {
  for (const { fields } of view.entries()) yield fields;
}

/** Lends the entries of a journal, found by its catalog as far as that can be trusted. */
export function withEntries<T>(input: EntriesInput, use: (entries: IndexedEntries) => T): T {
  const { mentions, path } = input.settings;
  const catalog = mentions && openCatalog(path);
  try {
    return use(createEntries(input, catalog?.table));
  } finally {
    catalog?.close();
  }
}

/**
 * Finds entries in the tail of a journal, and by a table those before it. A table that is damaged, stale or another
 * journal's is passed over: what is found is always what reading everything finds.
 */
function createEntries({ file, view, settings }: EntriesInput, known: Table | undefined): IndexedEntries {
  const { mentions, longTail } = settings;
  const wordsOf = ({ fields }: Entry): readonly string[] => mentions?.(fields) ?? [];
  const openTail = (table?: Table): Tail => new Tail({ file, entries: view.entries(), table, wordsOf });
  let tail = openTail(known);
  const read = new Map<number, ReadEntry>();
  // Thousands of words may lead to one entry, which then says as much.
  const readAt = (at: number): ReadEntry | undefined => {
    const entry = read.has(at) ? undefined : readEntry(file, at);
    if (entry) read.set(at, { entry, words: new Set(wordsOf(entry)) });
    return read.get(at);
  };

  const find = (word: string): Entry | undefined => {
    const at = tail.find(word);
    if (at !== undefined) return readAt(at)?.entry;
    const answer = tail.trusted?.find(word) ?? { kind: 'none' };
    if (answer.kind === 'none') return undefined;
    const found = answer.kind === 'at' ? readAt(answer.at) : undefined;
    if (found?.words.has(word)) return found.entry;
    // The table is not what was written: everything is read instead.
    tail = openTail();
    return find(word);
  };

  const renew = (): TableContent | undefined => {
    tail.complete();
    const { newest, places, trusted } = tail;
    if (!newest) return undefined;
    const older = trusted ? trusted.readRecords() : Buffer.alloc(0);
    if (older)
      return { bound: boundAt(file, newest.at), records: mergeRecords(older, createRecords(places)) };
    tail = openTail();
    return renew();
  };

  return {
    [Symbol.iterator]: () => readFields(view),
    find,
    isWorthRenewing() {
      const isLong = view.end - (tail.table?.bound.at ?? 0) > longTail;
      return mentions !== undefined && view.end > longTail && (isLong || tail.end === 'start');
    },
    renew,
  };
}

/** An entry that was found, and the words by which it is. */
interface ReadEntry {
  readonly entry: Entry;
  readonly words: ReadonlySet<string>;
}

function readEntry(file: number, at: number): Entry | undefined {
  const entry = readLine(readLineAt(file, at));
  return entry?.at === at ? entry : undefined;
}
