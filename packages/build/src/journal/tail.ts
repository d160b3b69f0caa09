import { readLineAt } from './backwards.ts';
import { digestSpan, type Entry } from './line.ts';
import type { Bound, Table } from './table.ts';

/** What a tail is read from. */
export interface TailInput {
  /** The file of the journal, open for reading. */
  readonly file: number;
  /** The journal's entries, newest first. */
  readonly entries: Iterator<Entry, void>;
  /** What may know the older entries. */
  readonly table: Table | undefined;
  /** The words by which an entry is found. */
  readonly wordsOf: (entry: Entry) => readonly string[];
}

/**
 * The newest entries of a journal, which are read backwards one by one: to the entry that a table is bound to, since
 * the table knows the rest, or to the start of the journal.
 */
export class Tail {
  /** Where the newest entry that mentions a word begins, of those that were read. */
  readonly places: Map<string, number> = new Map();
  /** What may know the older entries. */
  readonly table: Table | undefined;
  /** The first entry that was read. */
  newest: Entry | undefined;
  /** What stands before the entries that were read: more of them, those that the table knows, or nothing. */
  end: 'unread' | 'table' | 'start' = 'unread';
  readonly #input: TailInput;

  constructor(input: TailInput) {
    this.#input = input;
    this.table = input.table;
  }

  /** The table, once every entry that it does not know was read. */
  get trusted(): Table | undefined {
    return this.end === 'table' ? this.table : undefined;
  }

  /** Finds where the newest entry that mentions a word begins, and reads no further back than that takes. */
  find(word: string): number | undefined {
    while (this.end === 'unread' && !this.places.has(word)) this.#advance();
    return this.places.get(word);
  }

  /** Reads all of it. */
  complete(): void {
    while (this.end === 'unread') this.#advance();
  }

  #advance(): void {
    const { file, entries, wordsOf } = this.#input;
    const entry = entries.next().value;
    if (!entry) {
      this.end = 'start';
      return;
    }
    this.newest ??= entry;
    for (const word of wordsOf(entry)) if (!this.places.has(word)) this.places.set(word, entry.at);
    if (this.table?.bound.at === entry.at && this.table.bound.digest === boundAt(file, entry.at).digest)
      this.end = 'table';
  }
}

/** Reads what binds a table to the entry that begins at an offset. */
export function boundAt(file: number, at: number): Bound {
  return { at, digest: digestSpan(readLineAt(file, at)) };
}
