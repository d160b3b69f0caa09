import { hash } from 'node:crypto';

// A record is the digest of a word and the place of an entry; a page holds a whole number of them.
const WORD = 10;
const PLACE = 6;
const RECORD = WORD + PLACE;

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

/** Finds the place in the record of a word's digest; `undefined` where there is none. */
export function findPlace(records: Buffer, word: Buffer): number | undefined {
  const at = search(records, word);
  return wordAt(records, at).equals(word) ? records.readUIntBE(at + WORD, PLACE) : undefined;
}

/** Gives the digest in the first of some records. */
export function firstWord(records: Buffer): Buffer {
  return wordAt(records, 0);
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

/** Gives the digest by which a word is known. */
export function digestWord(word: string): Buffer {
  return hash('sha256', word, 'buffer').subarray(0, WORD);
}
