import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { formatStamp, type Stamp } from '@verstamp/core';
import { describe, expect, it } from 'vitest';
import { isDerived } from './derive.ts';
import { describeOutput } from './describe.ts';
import { formatDocument } from './version-document.ts';
import { parseStampRecord } from './parse-record.ts';
import { DIGESTS_FILE, STAMP_FILE, type DerivationKind } from './record.ts';

type Files = Readonly<Record<string, string | Buffer>>;
type Make = (page: Buffer) => Files;

const hash = (algorithm: string, bytes: Buffer | string, encoding: 'hex' | 'base64' = 'hex') =>
  createHash(algorithm).update(bytes).digest(encoding);

function describeBuild(revision: number, make: Make) {
  const time = `2026-11-21T02:00:${String(revision).padStart(2, '0')}Z`;
  const stamp: Stamp = { name: 'shop', version: `1.4.3.${revision}`, time, source: 'clock' };
  const page = Buffer.from(`<meta name="verstamp" content="${formatStamp(stamp)}"><p>shop`);
  const all = { 'index.html': page, 'version.json': formatDocument(stamp, {}), ...make(page) };
  const files = new Map(Object.entries(all).map(([path, bytes]) => [path, Buffer.from(bytes)]));
  const texts = describeOutput({
    stamp,
    document: 'version.json',
    digests: true,
    paths: files.keys(),
    read: (path, use) => use(files.get(path) ?? Buffer.alloc(0)),
  });
  const record = parseStampRecord(JSON.parse(texts[STAMP_FILE]));
  return { digests: texts[DIGESTS_FILE], derived: record?.derived ?? [] };
}

const list = (page: Buffer) => `precache([{url:"index.html",revision:"${hash('md5', page)}"}])`;

describe.each<[string, number, Make]>([
  ['a twin by gzip', 1, (page) => ({ 'index.html.gz': gzipSync(page) })],
  ['a twin by brotli', 1, (page) => ({ 'index.html.br': brotliCompressSync(page) })],
  ['a twin by zstd', 1, (page) => ({ 'index.html.zst': zstdCompressSync(page) })],
  ["a source map's twin", 1, (page) => ({ 'main.js.map': page, 'main.js.map.gz': gzipSync(page) })],
  ['a precache list', 1, (page) => ({ 'sw.js': list(page) })],
  ['an Angular list', 1, (page) => ({ 'ngsw.json': `{"/index.html":"${hash('sha1', page)}"}` })],
  [
    'subresource integrity',
    1,
    (page) => ({ 'a.html': `integrity="sha384-${hash('sha384', page, 'base64')}"` }),
  ],
  [
    'integrity by SHA-512',
    1,
    (page) => ({ 'a.html': `integrity="sha512-${hash('sha512', page, 'base64')}"` }),
  ],
  [
    'a list that names a page twice, and its twin',
    3,
    (page) => ({ 'sw.js': list(page) + list(page), 'sw.js.gz': gzipSync(list(page) + list(page)) }),
  ],
  [
    'a page that names another one, and its twin',
    2,
    (page) => ({ 'b.html': page + list(page), 'b.html.gz': gzipSync(page + list(page)) }),
  ],
  [
    'a list by digests in hex and base64',
    2,
    (page) => ({ 'a.txt': `${hash('sha256', page)} sha256-${hash('sha256', page, 'base64')}` }),
  ],
  [
    'a digest behind other characters of its alphabet',
    2,
    (page) => ({ 'a.txt': `a/${hash('sha256', page, 'base64')} "\\f${hash('sha1', page)}"` }),
  ],
  ['a page named twice', 2, (page) => ({ 'sw.js': list(page) + list(page) })],
  ['a list and its twin', 2, (page) => ({ 'sw.js': list(page), 'sw.js.gz': gzipSync(list(page)) })],
])('%s', (_, count, make) => {
  it('is told, and has the same digest for every revision', () => {
    const [first, second] = [describeBuild(9, make), describeBuild(10, make)];
    expect(first.derived).toHaveLength(count);
    expect(second.digests).toBe(first.digests);
  });
});

describe.each<[string, Make]>([
  ['a twin of other bytes', () => ({ 'index.html.gz': gzipSync('<p>an older page') })],
  ['a bomb', () => ({ 'index.html.br': brotliCompressSync(Buffer.alloc(2 ** 24)) })],
  ['a bomb by zstd', () => ({ 'index.html.zst': zstdCompressSync(Buffer.alloc(2 ** 24)) })],
  ['what is not packed at all', () => ({ 'index.html.gz': 'no gzip' })],
  ['a digest of an older page', () => ({ 'sw.js': list(Buffer.from('<p>an older page')) })],
])('%s', (_, make) => {
  it('is content like any other', () => {
    const found = describeBuild(9, make);
    expect(found.derived).toEqual([]);
    expect(found.digests).not.toBe(describeBuild(9, () => ({})).digests);
  });
});

it('finds what follows from thousands of pages', () => {
  const names = Array.from({ length: 5000 }, (_, index) => `${index}.html`);
  const { derived } = describeBuild(9, (page) =>
    Object.fromEntries(names.map((name) => [name, `${page.toString()}${name}${list(page)}`])),
  );
  expect(derived).toHaveLength(names.length);
});

describe('a position that is said to follow from a page', () => {
  const page = Buffer.from('<p>shop');
  const [md5, sha1] = [hash('md5', page), hash('sha1', page)];
  const twin = gzipSync(page);

  it.each<[string, string, string | Buffer, DerivationKind, boolean]>([
    ['its digest', 'sw.js', md5, 'md5', true],
    ['its digest by another algorithm', 'sw.js', sha1, 'md5', false],
    ['any other text', 'sw.js', 'x'.repeat(32), 'md5', false],
    ['its twin', 'index.html.gz', twin, 'gzip', true],
    ['a twin that is packed otherwise', 'index.html.gz', twin, 'brotli', false],
    ['a twin of another name', 'data.gz', twin, 'gzip', false],
    ['a twin by another ending', 'index.html.br', twin, 'gzip', false],
    ['a twin of another page', 'index.html.gz', gzipSync('<p>cart'), 'gzip', false],
  ])('is believed only where it does: %s', (_, file, ...[content, kind, expected]) => {
    const bytes = Buffer.from(content);
    const derivation = { file, offset: 0, length: bytes.length, kind, from: 'index.html' };
    expect(isDerived(bytes, derivation, page)).toBe(expected);
  });
});
