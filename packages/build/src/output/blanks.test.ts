import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { resolveBlanks } from './blanks.ts';
import { digestFile } from './digest.ts';
import type { Derivation } from './record.ts';

const stamp = { name: 'shop' };
const times = (count: number, place: Derivation): readonly Derivation[] =>
  Array.from({ length: count }, () => ({ ...place }));

it('asks for each file once, however often a record says that others follow from it', () => {
  const twins = ['a', 'a.gz', 'a.gz.gz', 'a.gz.gz.gz'].map((from): Derivation => {
    return { file: `${from}.gz`, from, offset: 0, length: 1, kind: 'gzip' };
  });
  const lists = ['a.gz.gz.gz', 'a.gz.gz.gz.gz'].map((file): Derivation => {
    return { file, from: 'page', offset: 0, length: 32, kind: 'md5' };
  });
  const asked: string[] = [];
  const read = (file: string): Uint8Array => gzipSync(String(asked.push(file)));
  const derived = [...twins, ...lists].flatMap((place) => times(9, place));
  resolveBlanks('a.gz.gz.gz.gz', { record: { stamp, stamps: [], derived }, read });
  expect(asked).toEqual(['a.gz.gz.gz', 'a.gz.gz', 'a.gz', 'a', 'page', 'page']);
});

it('digests a file once, however often a record says that its digest stands in another', () => {
  const page = Buffer.alloc(2 ** 24);
  const list = Buffer.from(hash('sha512', page, 'base64').repeat(400));
  const derived = Array.from({ length: 400 }, (_, index): Derivation => {
    return { file: 'list', from: 'page', offset: index * 88, length: 88, kind: 'sha512' };
  });
  const blanks = resolveBlanks('list', { record: { stamp, stamps: [], derived }, read: () => page });
  expect(digestFile('list', list, blanks).size).toBe(0);
});
