import { describe, expect, it } from 'vitest';
import { parseFilesRecord, parseStampRecord } from './parse-record.ts';

const stamp = { name: 'shop', version: '1.4.3.417', time: '2026-11-21T02:00:00Z' };
const position = { file: 'assets/a.js', offset: 3, length: 20, kind: 'inline' };
const derivation = { file: 'a.js.gz', offset: 0, length: 20, kind: 'gzip', from: 'a.js' };
const digest = { path: 'a.js', size: 3, sha256: 'a'.repeat(64) };

it('reads what was written', () => {
  expect(parseStampRecord({ stamp, stamps: [position] })).toEqual({ stamp, stamps: [position] });
  expect(parseFilesRecord({ files: [digest] })).toEqual({ files: [digest] });
});

it.each(['page', 'inline', 'map', 'document', 'extension'])('reads positions of the kind %s', (kind) => {
  const record = { stamp, stamps: [{ ...position, file: '..a/b..c', kind }] };
  expect(parseStampRecord(record)).toEqual(record);
});

it.each(['gzip', 'brotli', 'zstd', 'md5', 'sha1', 'sha256', 'sha384', 'sha512'])(
  'reads derivations of the kind %s',
  (kind) => {
    const record = { stamp, stamps: [], derived: [{ ...derivation, kind }] };
    expect(parseStampRecord(record)).toEqual(record);
  },
);

describe('what is not a record', () => {
  it.each([
    undefined,
    null,
    [],
    {},
    { stamp },
    { stamp: { ...stamp, version: '1.4.3' }, stamps: [] },
    { stamp: { ...stamp, name: 7 }, stamps: [] },
    { stamp, stamps: [{ ...position, file: '../a.js' }] },
    { stamp, stamps: [{ ...position, file: '/etc/passwd' }] },
    { stamp, stamps: [{ ...position, offset: -1 }] },
    { stamp, stamps: [{ ...position, length: 1.5 }] },
    { stamp, stamps: [{ ...position, kind: 'other' }] },
    { stamp, stamps: [{ ...position, kind: 'gzip' }] },
    ...['', '..', 'a/..', '../a', String.raw`a\b`, 'a\0b', 7].map((file) => {
      return { stamp, stamps: [{ ...position, file }] };
    }),
    { stamp, stamps: [null] },
    { stamp, stamps: [], derived: {} },
    { stamp, stamps: [], derived: [null] },
    { stamp, stamps: [], derived: [{ ...derivation, file: '../a.js.gz' }] },
    { stamp, stamps: [], derived: [{ ...derivation, from: '../a.js' }] },
    { stamp, stamps: [], derived: [{ ...derivation, offset: -1 }] },
    { stamp, stamps: [], derived: [{ ...derivation, length: -1 }] },
    { stamp, stamps: [], derived: [{ ...derivation, kind: 'inline' }] },
  ])('is refused: %j', (body) => expect(parseStampRecord(body)).toBeUndefined());

  it.each([
    {},
    { files: {} },
    { files: [{ ...digest, sha256: 'x' }] },
    { files: [{ ...digest, sha256: `${digest.sha256}0` }] },
    { files: [{ ...digest, sha256: `0${digest.sha256}` }] },
    { files: [{ ...digest, size: '3' }] },
    { files: [null] },
    { files: [{ ...digest, path: 'a/../../b' }] },
  ])('is refused: %j', (body) => expect(parseFilesRecord(body)).toBeUndefined());
});
