import { describe, expect, it } from 'vitest';
import { parseFilesRecord, parseStampRecord } from './parse-record.ts';

const stamp = { name: 'shop', version: '1.4.3.417', time: '2026-11-21T02:00:00Z' };
const position = { file: 'assets/a.js', offset: 3, length: 20, kind: 'inline' };
const digest = { path: 'a.js', size: 3, sha256: 'a'.repeat(64) };

it('reads what was written', () => {
  expect(parseStampRecord({ stamp, stamps: [position] })).toEqual({ stamp, stamps: [position] });
  expect(parseFilesRecord({ files: [digest] })).toEqual({ files: [digest] });
});

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
  ])('is refused: %j', (body) => expect(parseStampRecord(body)).toBeUndefined());

  it.each([
    {},
    { files: {} },
    { files: [{ ...digest, sha256: 'x' }] },
    { files: [{ ...digest, path: 'a/../../b' }] },
  ])('is refused: %j', (body) => expect(parseFilesRecord(body)).toBeUndefined());
});
