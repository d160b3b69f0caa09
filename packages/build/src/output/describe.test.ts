import { createHash } from 'node:crypto';
import { formatStamp } from '@verstamp/core';
import { describe, expect, it } from 'vitest';
import { describeOutput } from './describe.ts';
import { DIGESTS_FILE, STAMP_FILE } from './record.ts';

const stamp = { name: 'shop', version: '1.4.3.417', time: '2026-11-21T02:00:00Z', source: 'clock' };

it('lists a file once that a bundler has written and a folder was copied with', () => {
  const texts = describeOutput({
    stamp,
    document: false,
    digests: true,
    paths: ['logo.png', 'app.js'],
    unstamped: ['logo.png', 'robots.txt', 'robots.txt'],
    read: (path, use) => use(Buffer.from(path)),
  });
  expect(JSON.parse(texts[DIGESTS_FILE] ?? '')).toEqual({
    files: ['app.js', 'logo.png', 'robots.txt'].map((path) => ({
      path,
      size: path.length,
      sha256: createHash('sha256').update(path).digest('hex'),
    })),
  });
});

it('passes over its own records, and files that are gone', () => {
  const texts = describeOutput({
    stamp,
    document: false,
    digests: true,
    paths: ['app.js', 'gone.js', STAMP_FILE, DIGESTS_FILE],
    unstamped: ['gone.png'],
    read: (path, use) => (path.startsWith('gone') ? undefined : use(Buffer.from(formatStamp(stamp)))),
  });
  const { stamps } = JSON.parse(texts[STAMP_FILE]) as { readonly stamps: readonly object[] };
  expect(stamps).toMatchObject([{ file: 'app.js' }]);
  expect(JSON.parse(texts[DIGESTS_FILE] ?? '')).toMatchObject({ files: [{ path: 'app.js' }] });
});

it('keeps what another output has recorded', () => {
  const position = { file: 'b.js', offset: 0, length: 3 };
  const digest = { path: 'b.js', size: 0, sha256: 'a'.repeat(64) };
  const before = {
    stamps: [{ ...position, kind: 'inline' as const }],
    derived: [{ ...position, kind: 'md5' as const, from: 'index.html' }],
    files: [digest],
  };
  const texts = describeOutput(
    { stamp, document: false, digests: true, paths: [], read: () => undefined },
    before,
  );
  const { stamps, derived } = before;
  expect(JSON.parse(texts[STAMP_FILE])).toEqual({ stamp, stamps, derived });
  expect(JSON.parse(texts[DIGESTS_FILE] ?? '')).toEqual({ files: [digest] });
});

describe('the place of the version document', () => {
  const record = (text: string) =>
    describeOutput({
      stamp,
      document: 'version.json',
      digests: true,
      paths: ['version.json'],
      read: (_, use) => use(Buffer.from(text)),
    });

  it.each(['{ "version": "1.4.3.417" }', JSON.stringify({ ...stamp, name: 'cart' })])(
    'is not of %s',
    (text) => {
      const problem = { code: 'DOCUMENT_TAKEN', details: { path: 'version.json' } };
      expect(() => record(text)).toThrow(expect.objectContaining(problem));
    },
  );

  it.each(['', JSON.stringify(stamp)])('is of %j, which a build of this name writes', (text) => {
    expect(record(text)[STAMP_FILE]).toContain('"document"');
  });
});
