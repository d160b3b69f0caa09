import { CONTENT, NO_SALT, openPage, PAGE, sealOf, writePage } from './page.ts';
import { digestWord, findPlace, firstWord } from './records.ts';

/** The last entry of a journal that a table knows; the table says nothing of later ones. */
export interface Bound {
  /** Where the entry begins. */
  readonly at: number;
  /** The digest of its line, which is tied to everything before it. */
  readonly digest: string;
}

/** What a table holds. */
export interface TableContent {
  readonly bound: Bound;
  /** The records of all words, sorted. */
  readonly records: Buffer;
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

const FORMAT = 1;

/** Formats a table as the bytes of its file. */
export function formatTable({ bound: { at, digest }, records }: TableContent): Buffer {
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
    if (word.compare(firstWord(records)) < 0) high = middle - 1;
    else low = middle;
  }
  const records = count > 0 ? page(low) : Buffer.alloc(0);
  if (!records) return { kind: 'broken' };
  const at = findPlace(records, word);
  return at === undefined ? { kind: 'none' } : { kind: 'at', at };
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
