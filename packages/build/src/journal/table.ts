import { hash } from 'node:crypto';
import { CONTENT, NO_SALT, openPage, PAGE, sealOf, writePage } from './page.ts';

/** The last entry of a journal that a table knows; the table says nothing of later ones. */
export interface Bound {
  /** Where the entry begins. */
  readonly at: number;
  /** The digest of its line, which is tied to everything before it. */
  readonly digest: string;
}

/** What a table says of a word: where the newest entry that mentions it begins; or it is not what was written. */
export type Answer =
  | { readonly kind: 'at'; readonly at: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'broken' };

/** Says where the newest entry that mentions a word begins. */
export interface Table {
  readonly bound: Bound;
  find(word: string): Answer;
  /** Gives all records, sorted; `undefined` where they are not what was written. */
  readRecords(): Buffer | undefined;
}

// A record is the digest of a word and the place of an entry; a page holds a whole number of them.
const WORD = 10;
const PLACE = 6;
const RECORD = WORD + PLACE;
const FORMAT = 1;

/** Makes the records of words out of the places of their newest entries. */
export function createRecords(places: ReadonlyMap<string, number>): Buffer {
  const sorted = [...places]
    .map(([word, at]) => ({ word: digestWord(word).toString('latin1'), at }))
    .toSorted((one, other) => (one.word < other.word ? -1 : 1));
  const records = Buffer.alloc(sorted.length * RECORD);
  for (const [index, { word, at }] of sorted.entries()) {
    records.write(word, index * RECORD, 'latin1');
    records.writeUIntBE(at, index * RECORD + WORD, PLACE);
  }
  return records;
}

/** Puts newer records into older ones; where both know a word, the newer one holds. */
export function mergeRecords(older: Buffer, newer: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let copied = 0;
  for (let at = 0; at < newer.length; at += RECORD) {
    const record = newer.subarray(at, at + RECORD);
    const place = search(older, wordAt(record, 0));
    pieces.push(older.subarray(copied, place), record);
    copied = wordAt(older, place).equals(wordAt(record, 0)) ? place + RECORD : place;
  }
  return Buffer.concat([...pieces, older.subarray(copied)]);
}

/** Formats a table as the bytes of its file. */
export function formatTable({ at, digest }: Bound, records: Buffer): Buffer {
  const count = Math.ceil(records.length / CONTENT);
  const pages = Buffer.alloc((count + 1) * PAGE);
  const header = JSON.stringify({ format: FORMAT, at, digest, length: records.length });
  const salt = writePage(pages, Buffer.from(header), { index: 0, salt: NO_SALT });
  for (let index = 0; index < count; index++) {
    const content = records.subarray(index * CONTENT, (index + 1) * CONTENT);
    writePage(pages, content, { index: index + 1, salt });
  }
  return pages;
}

/**
 * Opens a table; `read` gives the bytes of its file, fewer where it ends. Each page is checked when it is first
 * looked at, so that a lookup costs the same in any table. `undefined` where it is none.
 */
export function openTable(read: (offset: number, length: number) => Buffer): Table | undefined {
  const head = read(0, PAGE);
  const header = parseHeader(openPage(head, { index: 0, salt: NO_SALT }));
  if (!header) return undefined;
  const salt = sealOf(head);
  const pages = new Map<number, Buffer>();
  const count = Math.ceil(header.length / CONTENT);
  const open = (bytes: Buffer, index: number): Buffer | undefined =>
    openPage(bytes, { index: index + 1, salt })?.subarray(0, header.length - index * CONTENT);
  const page = (index: number): Buffer | undefined => {
    const records = pages.get(index) ?? open(read((index + 1) * PAGE, PAGE), index);
    if (records) pages.set(index, records);
    return records;
  };
  return {
    bound: { at: header.at, digest: header.digest },
    find: (word) => findIn(digestWord(word), count, page),
    readRecords() {
      const all = read(PAGE, count * PAGE);
      const contents = Array.from({ length: count }, (_, index) =>
        open(all.subarray(index * PAGE, (index + 1) * PAGE), index),
      );
      return contents.every((records) => records !== undefined) ? Buffer.concat(contents) : undefined;
    },
  };
}

/** Looks for the last page that does not begin behind the word, then for the word in it. */
function findIn(word: Buffer, count: number, page: (index: number) => Buffer | undefined): Answer {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const records = page(middle);
    if (!records) return { kind: 'broken' };
    if (word.compare(wordAt(records, 0)) < 0) high = middle - 1;
    else low = middle;
  }
  const records = count > 0 ? page(low) : Buffer.alloc(0);
  if (!records) return { kind: 'broken' };
  const place = search(records, word);
  return wordAt(records, place).equals(word)
    ? { kind: 'at', at: records.readUIntBE(place + WORD, PLACE) }
    : { kind: 'none' };
}

/** Finds where the first record stands whose word is not before another's. */
function search(records: Buffer, word: Buffer): number {
  let low = 0;
  let high = records.length / RECORD;
  while (low < high) {
    const middle = (low + high) >> 1;
    const isBefore = records.compare(word, 0, WORD, middle * RECORD, middle * RECORD + WORD) < 0;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low * RECORD;
}

function wordAt(records: Buffer, place: number): Buffer {
  return records.subarray(place, place + WORD);
}

function digestWord(word: string): Buffer {
  return hash('sha256', word, 'buffer').subarray(0, WORD);
}

function parseHeader(content: Buffer | undefined): (Bound & { readonly length: number }) | undefined {
  if (!content) return undefined;
  // The seal says that it was written as it stands.
  const header = JSON.parse(content.toString('utf8').replace(/\0+$/, '')) as Bound & {
    readonly format: number;
    readonly length: number;
  };
  return header.format === FORMAT ? header : undefined;
}
