import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { formatLine, type Entry } from './line.ts';
import { createRecords } from './records.ts';
import { formatTable, openTable, type Bound, type Table } from './table.ts';
import { boundAt, Tail } from './tail.ts';

const WORDS = ['a', 'b', 'c', 'b'];

let file: number;
let entries: readonly Entry[];
let read: number;
beforeEach(() => {
  const path = join(makeFolder(), 'journal.jsonl');
  let text = '';
  entries = WORDS.map((word) => {
    const entry = { at: text.length, prev: '', fields: { word } };
    text += `${formatLine(entry, entry.fields, 'n')}\n`;
    return entry;
  }).toReversed();
  writeFileSync(path, text);
  file = openSync(path, 'r');
  read = 0;
});
afterEach(() => closeSync(file));

const place = (index: number): number => entries[entries.length - 1 - index]?.at ?? NaN;

const open = (table?: Table): Tail =>
  new Tail({ file, entries: readEntries(), table, wordsOf: ({ fields }) => [String(fields['word'])] });

function* readEntries(): Generator<Entry, void> {
  for (const entry of entries) {
    read++;
    yield entry;
  }
}

function makeTable(bound: Bound): Table | undefined {
  const bytes = formatTable({ bound, records: createRecords(new Map([['a', 0]])) });
  return openTable((offset, length) => bytes.subarray(offset, offset + length));
}

it('reads no further back than to the newest entry that mentions a word', () => {
  const tail = open();
  expect(tail.find('b')).toBe(place(3));
  expect(read).toBe(1);
  expect(tail.find('c')).toBe(place(2));
  expect([read, tail.end]).toEqual([2, 'unread']);
  expect(tail.find('d')).toBeUndefined();
  expect([read, tail.end, tail.trusted]).toEqual([4, 'start', undefined]);
});

it('ends with the entry that its table is bound to, and trusts the table from there on', () => {
  const table = makeTable(boundAt(file, place(1)));
  const tail = open(table);
  expect([tail.find('b'), tail.trusted]).toEqual([place(3), undefined]);
  expect([tail.find('a'), tail.trusted]).toEqual([undefined, table]);
  expect([read, tail.end]).toEqual([3, 'table']);
});

it('passes over a table that is bound to another entry of that place', () => {
  const tail = open(makeTable({ at: place(1), digest: '0123456789abcdef' }));
  tail.complete();
  expect([read, tail.end, tail.trusted]).toEqual([4, 'start', undefined]);
  expect([...tail.places]).toEqual([
    ['b', place(3)],
    ['c', place(2)],
    ['a', place(0)],
  ]);
  expect(tail.newest?.at).toBe(place(3));
});
