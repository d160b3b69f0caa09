import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRecords, mergeRecords } from './records.ts';
import { formatTable, openTable, type Table } from './table.ts';

const bound = { at: 417, digest: '0123456789abcdef' };

const open = (file: Buffer): Table | undefined =>
  openTable((offset, length) => Buffer.from(file.subarray(offset, offset + length)));

const ask = (table: Table | undefined, word: string) => table?.find(word) ?? { kind: 'broken' };

const places = fc.dictionary(fc.string({ maxLength: 4 }), fc.nat(2 ** 47), { maxKeys: 40 });

const many = new Map(Array.from({ length: 2000 }, (_, index) => [`word ${index}`, index * 7]));

it('knows where each word stands, and which words it does not hold', () => {
  const table = open(formatTable({ bound, records: createRecords(many) }));
  expect(table?.bound).toEqual(bound);
  for (const [word, at] of many) expect(ask(table, word)).toEqual({ kind: 'at', at });
  for (const word of ['', 'word', 'word 2000']) expect(ask(table, word)).toEqual({ kind: 'none' });
  expect(ask(open(formatTable({ bound, records: Buffer.alloc(0) })), 'word 1')).toEqual({ kind: 'none' });
});

it('holds the newer place of a word that both know', () => {
  fc.assert(
    fc.property(places, places, (older, newer) => {
      const merged = mergeRecords(
        createRecords(new Map(Object.entries(older))),
        createRecords(new Map(Object.entries(newer))),
      );
      expect(merged).toEqual(createRecords(new Map(Object.entries({ ...older, ...newer }))));
      expect(open(formatTable({ bound, records: merged }))?.readRecords()).toEqual(merged);
    }),
  );
});

it('never says anything else than was written, wherever a byte differs or it is cut', () => {
  const whole = formatTable({ bound, records: createRecords(many) });
  const words = fc.constantFrom('word 0', 'word 1', 'word 999', 'word 2000');
  fc.assert(
    fc.property(words, fc.nat(whole.length - 1), fc.nat(255), (word, index, change) => {
      const file = Buffer.from(whole);
      file[index] = (file[index] ?? 0) ^ change;
      for (const damaged of [file, whole.subarray(0, index)]) {
        const answer = ask(open(damaged), word);
        if (answer.kind !== 'broken') expect(answer).toEqual(ask(open(whole), word));
        const records = open(damaged)?.readRecords();
        if (records) expect(records).toEqual(open(whole)?.readRecords());
      }
    }),
    { numRuns: 300 },
  );
});

it('is no table where a page is that of another', () => {
  const file = formatTable({ bound, records: createRecords(many) });
  const other = formatTable({ bound: { ...bound, at: 418 }, records: createRecords(many) });
  const mixed = Buffer.concat([file.subarray(0, 4096), other.subarray(4096)]);
  const swapped = Buffer.concat([file.subarray(0, 4096), file.subarray(8192, 12_288), file.subarray(4096)]);
  for (const each of [mixed, swapped]) expect(open(each)?.readRecords()).toBeUndefined();
});
