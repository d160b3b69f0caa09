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
  const { files } = JSON.parse(texts[DIGESTS_FILE] ?? '') as {
    readonly files: readonly { readonly path: string }[];
  };
  expect(files.map(({ path }) => path).toSorted()).toEqual(['app.js', 'logo.png', 'robots.txt']);
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
      expect(() => record(text)).toThrow(expect.objectContaining({ code: 'DOCUMENT_TAKEN' }));
    },
  );

  it.each(['', JSON.stringify(stamp)])('is of %j, which a build of this name writes', (text) => {
    expect(record(text)[STAMP_FILE]).toContain('"document"');
  });
});
