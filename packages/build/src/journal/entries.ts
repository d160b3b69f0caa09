import { readLineAt } from './backwards.ts';
import { digestSpan, readLine, type Entry, type Fields } from './line.ts';
import { createRecords, mergeRecords } from './records.ts';
import type { Bound, Table } from './table.ts';
import type { View } from './view.ts';

/** The entries of a journal that hold. */
export interface Entries extends Iterable<Fields> {
  /** Finds the newest entry that mentions a word. */
  readonly find: (word: string) => Entry | undefined;
}

/** A table's content, and what it is bound to. */
export interface Snapshot {
  readonly bound: Bound;
  readonly records: Buffer;
}

/** Entries that may be asked for what a new table would hold. */
export interface IndexedEntries extends Entries {
  /** Says whether a new table is worth its while: the entries since the old one are many, or it is of no use. */
  isWorthRenewing(): boolean;
  /** Makes a table's content out of the old one and the entries since; nothing where there are none. */
  renew(): Snapshot | undefined;
}

/** What entries are found with. */
export interface EntriesOptions {
  /** The file of the journal, open for reading. */
  readonly file: number;
  readonly view: View;
  /** What may be known of older entries; used as far as it holds. */
  readonly table: Table | undefined;
  /** The words by which an entry is found; without any nothing is, and there is nothing to renew. */
  readonly mentions: ((fields: Fields) => readonly string[]) | undefined;
  /** From how many bytes without a table on a new one is worth its while. */
  readonly longTail: number;
}

/**
 * Finds entries from the end of a journal backwards, and by a table from the entry on that it is bound to. A table
 * that is damaged, stale or another journal's is passed over: what is found is always what reading everything finds.
 */
export function createEntries({ file, view, table, mentions, longTail }: EntriesOptions): IndexedEntries {
  const places = new Map<string, number>();
  const unread = view.entries();
  let newest: Entry | undefined;
  let trusted: Table | undefined;
  let isAtStart = false;
  /** Reads one entry more; false where the table knows the rest, or there is none. */
  const readOn = (): boolean => {
    if (trusted || isAtStart) return false;
    const { value: entry } = unread.next() as IteratorResult<Entry, undefined>;
    isAtStart = !entry;
    if (!entry) return false;
    newest ??= entry;
    for (const word of mentions?.(entry.fields) ?? []) if (!places.has(word)) places.set(word, entry.at);
    if (table?.bound.at === entry.at && table.bound.digest === digestAt(file, entry.at)) trusted = table;
    return true;
  };
  const distrust = (): void => {
    table = undefined;
    trusted = undefined;
  };
  const findPlace = (word: string): number | undefined => {
    for (;;) {
      const at = places.get(word);
      if (at !== undefined) return at;
      if (readOn()) continue;
      const answer = trusted?.find(word) ?? { kind: 'none' };
      if (answer.kind === 'none') return undefined;
      if (answer.kind === 'at' && isMentioned(readEntry(file, answer.at), word)) return answer.at;
      distrust();
    }
  };
  const isMentioned = (entry: Entry | undefined, word: string): boolean =>
    entry !== undefined && mentions?.(entry.fields).includes(word) === true;
  return {
    *[Symbol.iterator]() {
      for (const { fields } of view.entries()) yield fields;
    },
    find: (word) => {
      const at = findPlace(word);
      return at === undefined ? undefined : readEntry(file, at);
    },
    isWorthRenewing() {
      const isLong = view.end - (table?.bound.at ?? 0) > longTail;
      return mentions !== undefined && view.end > longTail && (isLong || isAtStart);
    },
    renew() {
      while (readOn());
      let older = trusted?.readRecords();
      if (trusted && !older) {
        distrust();
        while (readOn());
      }
      older ??= Buffer.alloc(0);
      if (!newest) return undefined;
      const bound = { at: newest.at, digest: digestAt(file, newest.at) };
      return { bound, records: mergeRecords(older, createRecords(places)) };
    },
  };
}

function readEntry(file: number, at: number): Entry | undefined {
  const entry = readLine(readLineAt(file, at));
  return entry?.at === at ? entry : undefined;
}

function digestAt(file: number, at: number): string {
  return digestSpan(readLineAt(file, at));
}
