import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { formatStamp, type Stamp } from '@verstamp/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPaddedText } from '../stamp/text.ts';
import { digestFile, type Blanks } from './digest.ts';
import { formatDocument } from './version-document.ts';
import { findStamps } from './positions.ts';

const stampOf = (revision: number, time = '2026-11-21T02:00:00Z'): Stamp => ({
  name: 'shop',
  version: `1.4.3.${revision}`,
  time,
  source: 'clock',
});
// As `binary`, which takes a second to set up.
const unit = fc.nat(0x10ffff).map((point) => String.fromCodePoint(point));
const pieces = fc.array(fc.string({ unit, maxLength: 20 }), { minLength: 1, maxLength: 5 });
const revisions = fc.nat({ max: Number.MAX_SAFE_INTEGER });

function digest(file: string, text: string, stamp: Stamp) {
  const bytes = Buffer.from(text);
  const stamps = findStamps(file, bytes, { stamp, document: 'version.json' });
  return { ...digestFile(file, bytes, { name: 'shop', stamps }), count: stamps.length };
}

describe.each([
  ['a page', 'index.html', formatStamp],
  ['code', 'main.js', formatPaddedText],
  ['a source map', 'main.js.map', formatPaddedText],
] as const)('the digest of %s', (_, file, format) => {
  it('is equal for every stamp, wherever and however often it stands', () => {
    fc.assert(
      fc.property(pieces, revisions, revisions, (parts, first, second) => {
        const [one, two] = [stampOf(first), stampOf(second, '2027-01-01T00:00:00Z')];
        const before = digest(file, parts.join(format(one)), one);
        const after = digest(file, parts.join(format(two)), two);
        expect(before.count).toBe(parts.length - 1);
        expect(after).toEqual(before);
      }),
    );
  });

  it('differs with anything else', () => {
    fc.assert(
      fc.property(pieces, pieces, revisions, (parts, others, revision) => {
        fc.pre(Buffer.compare(Buffer.from(parts.join('\0')), Buffer.from(others.join('\0'))) !== 0);
        const stamp = stampOf(revision);
        const [one, two] = [parts.join(format(stamp)), others.join(format(stamp))];
        expect(digest(file, two, stamp).sha256).not.toBe(digest(file, one, stamp).sha256);
      }),
    );
  });
});

const inline = (offset: number, length: number) => [{ offset, length, kind: 'inline' as const }];

describe('a stamp position', () => {
  const text = Buffer.from('let price = 10; shop@1.4.3.7;s=clock');
  const plain = digestFile('a.js', text, { name: 'shop', stamps: [] });
  it.each([
    ['that holds no stamp', 'shop', inline(12, 2)],
    ['that reaches beyond the file', 'shop', inline(16, 100)],
    ['of another name', 'other', inline(16, 20)],
    ['that calls code a document', 'shop', [{ offset: 0, length: text.length, kind: 'document' as const }]],
  ])('%s blanks nothing', (_, name, stamps) => {
    expect(digestFile('a.js', text, { name, stamps })).toEqual(plain);
  });

  it.each([
    ['a field that others may read', 'shop@1.4.3.7;u=evil'],
    ['what fills it up elsewhere than at its end', 'shop@1.4.3.7;p=..;s=clock'],
    ['nothing to fill it up', 'shop@1.4.3.7;s=clock;p='],
  ])('of a stamp with %s blanks nothing', (_, stamp) => {
    const bytes = Buffer.from(stamp);
    const digestWith = (stamps: Blanks['stamps']) => digestFile('a.js', bytes, { name: 'shop', stamps });
    expect(digestWith(inline(0, bytes.length))).toEqual(digestWith([]));
  });

  it('blanks what is one, once, and counts where it was', () => {
    const bytes = Buffer.from('ab shop@1.4.3.7 cd');
    const sha256 = hash('sha256', 'ab \0verstamp@3\0 cd');
    for (const stamps of [inline(3, 12), [...inline(3, 12), ...inline(3, 12)]]) {
      expect(digestFile('a.js', bytes, { name: 'shop', stamps })).toEqual({ path: 'a.js', size: 6, sha256 });
    }
  });
});

it.each([
  ['a document', 'document', '"name": "shop", "version": "1.4.3.7"'],
  ['an extension', 'extension', '"manifest_version": 3, "version": "1.4.3.7"'],
] as const)('blanks nothing in %s that is nested too deeply', (_, kind, fields) => {
  const bytes = Buffer.from(`{ ${fields}, "all": ${'['.repeat(20_000)}${']'.repeat(20_000)} }`);
  const stamps = [{ offset: 0, length: bytes.length, kind }];
  const plain = digestFile('a.json', bytes, { name: 'shop', stamps: [] });
  expect(digestFile('a.json', bytes, { name: 'shop', stamps })).toEqual(plain);
});

describe('a packed twin', () => {
  const page = Buffer.from('ab shop@1.4.3.7 cd');
  const from = 'p.html';
  const file = `${from}.gz`;
  const digestOf = (bytes: Buffer) => {
    const derivation = { file, offset: 0, length: bytes.length, kind: 'gzip' as const, from };
    const source = { bytes: page, blanks: { name: 'shop', stamps: inline(3, 12) } };
    return digestFile(file, bytes, { name: 'shop', stamps: [], derived: [{ ...derivation, source }] });
  };

  it('counts by what it holds, without its stamps', () => {
    const sha256 = hash('sha256', 'gzip\0verstamp@4\0ab \0verstamp@7\0 cd');
    expect(digestOf(gzipSync(page))).toEqual({ path: file, size: 10, sha256 });
  });

  it('counts by its bytes if it holds something else', () => {
    const other = gzipSync('evil');
    expect(digestOf(other)).toEqual(digestFile(file, other, { name: 'shop', stamps: [] }));
  });
});

const of = (stamp: Stamp, rule = 'xx------') =>
  digest('version.json', formatDocument(stamp, { rule }), stamp);

describe('the digest of a version document', () => {
  it('is equal for every revision, time and commit', () => {
    expect(of({ ...stampOf(10, '2027-01-01T00:00:00Z'), commit: 'a'.repeat(40) })).toEqual(of(stampOf(9)));
  });

  it('differs with the version and with the rule', () => {
    expect(of({ ...stampOf(9), version: '1.4.4.9' })).not.toEqual(of(stampOf(9)));
    expect(of(stampOf(9), 'xwxw----')).not.toEqual(of(stampOf(9)));
  });
});
