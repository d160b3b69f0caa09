import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStamps, type StampPosition } from '@verstamp/build';
import { formatStamp, type Stamp } from '@verstamp/core';
import { digestStamped, findStampedFolders } from './stamps.ts';

const stampOf = (revision: number, fields: Partial<Stamp> = {}): Stamp => ({
  name: 'shop',
  version: `1.4.3.${revision}`,
  time: '2026-11-21T02:00:00Z',
  source: 'clock',
  ...fields,
});

type Files = Readonly<Record<string, string>>;

/** An output folder as a build leaves it, with a record of every stamp in it. */
function build(stamp: Stamp, code = 'run'): Files {
  const files: Files = {
    'index.html': `<head><meta name="verstamp" content="${formatStamp(stamp)}"><title>${code}</title>`,
    'server.js': `const a="${formatStamp(stamp)}";${code}();const b="${formatStamp(stamp)}";`,
    'chunk.js': `${code}();`,
    'version.json': JSON.stringify({
      name: stamp.name,
      version: stamp.version,
      time: stamp.time,
      rule: 'xx------',
    }),
  };
  const stamps = Object.entries(files).flatMap(([file, text]) =>
    findStamps(file, Buffer.from(text), { stamp, document: 'version.json' }),
  );
  return withRecord(files, stamp, stamps);
}

function withRecord(files: Files, stamp: Stamp, stamps: readonly StampPosition[]): Files {
  return { ...files, '.verstamp/stamp.json': JSON.stringify({ stamp, stamps }) };
}

function digest(files: Files, prefix = ''): Readonly<Record<string, string>> {
  const entries = new Map(Object.entries(files).map(([path, text]) => [prefix + path, Buffer.from(text)]));
  const folders = findStampedFolders(entries);
  return Object.fromEntries(
    [...entries].map(([path, bytes]) => {
      const { size, sha256 } = digestStamped(path, bytes, folders);
      return [path, `${size} ${sha256}`];
    }),
  );
}

/** The files in which two outputs differ. */
function differing(before: Files, after: Files): readonly string[] {
  const [a, b] = [digest(before), digest(after)];
  return Object.keys({ ...a, ...b }).filter((path) => a[path] !== b[path]);
}

describe('digestStamped', () => {
  const base = build(stampOf(417));

  it('is equal for rebuilds that differ only in their stamp', () => {
    const stamp = fc.record(
      {
        revision: fc.nat(),
        time: fc.constantFrom('2026-11-21T02:00:00Z', '2027-01-01T00:00:00.000Z'),
        commit: fc.constantFrom('1a2b3c4d5e6f', 'f'.repeat(40)),
        dirty: fc.constant(true),
      },
      { requiredKeys: ['revision'] },
    );
    fc.assert(
      fc.property(stamp, ({ revision, ...fields }) => {
        expect(differing(base, build(stampOf(revision, fields)))).toEqual([]);
      }),
    );
  });

  it('is that of the bytes where nothing is stamped', () => {
    const sha256 = createHash('sha256').update('run();').digest('hex');
    expect(digest(base)['chunk.js']).toBe(`6 ${sha256}`);
  });

  it('reads the record of an output folder inside a package', () => {
    expect(Object.values(digest(base, 'dist/'))).toEqual(Object.values(digest(base)));
  });

  it.each([
    ['other code', build(stampOf(417), 'walk'), ['index.html', 'server.js', 'chunk.js']],
    [
      'another version',
      build(stampOf(417, { version: '1.4.4.417' })),
      ['version.json', '.verstamp/stamp.json'],
    ],
    ['another name', build(stampOf(417, { name: 'other' })), ['version.json', '.verstamp/stamp.json']],
    [
      'no record',
      { ...base, '.verstamp/stamp.json': '{}' },
      ['index.html', 'server.js', 'version.json', '.verstamp/stamp.json'],
    ],
    [
      'one stamp less',
      { ...base, 'server.js': (base['server.js'] ?? '').replace(/const b=.*/, 'const b="";') },
      ['server.js'],
    ],
  ])('tells %s apart', (_, after, paths) => {
    expect(differing(base, after).toSorted()).toEqual(paths.toSorted());
  });

  it.each<[string, object]>([
    ['a field', { payload: 'evil' }],
    ['a field of its stamp', { stamp: { ...stampOf(417), payload: 'evil' } }],
    ['something else for whether the tree was dirty', { stamp: { ...stampOf(417), dirty: 'evil' } }],
    ['a field of a place', { stamps: [{ file: 'a', offset: 0, length: 1, kind: 'page', payload: 'evil' }] }],
    [
      'a place in a file that is not there',
      { stamps: [{ file: 'evil', offset: 0, length: 1, kind: 'page' }] },
    ],
  ])('takes %s in a record for content', (_, fields) => {
    const withFields = (replace: (text: string) => string): Files => ({
      ...base,
      '.verstamp/stamp.json': replace(JSON.stringify({ stamp: stampOf(417), stamps: [], ...fields })),
    });
    const good = withFields((text) => text.replace('evil', 'good'));
    expect(
      differing(
        good,
        withFields((text) => text),
      ),
    ).toEqual(['.verstamp/stamp.json']);
  });

  it('takes all of a record for content that is nested too deeply to be written', () => {
    const [good, evil] = ['good', 'evil'].map((word) => {
      const more = `${'['.repeat(20_000)}"${word}"${']'.repeat(20_000)}`;
      const text = `{"stamp":${JSON.stringify(stampOf(417))},"stamps":[],"more":${more}}`;
      return { '.verstamp/stamp.json': text };
    });
    expect(differing(good ?? {}, evil ?? {})).toEqual(['.verstamp/stamp.json']);
  });

  it.each([
    ['a twin by its page', 'page.html.gz', '', true],
    ['a file of another name by its bytes', 'data.zip', '', false],
    ['a twin with more behind the packed bytes by all of them', 'page.html.gz', '\0evil', false],
  ])('judges %s', (_, file, behind, isSame) => {
    const twin = (revision: number) => {
      const stamp = stampOf(revision);
      const page = Buffer.from(`<head><meta name="verstamp" content="${formatStamp(stamp)}">`);
      const bytes = Buffer.concat([gzipSync(page), Buffer.from(behind)]);
      const derived = [{ file, offset: 0, length: bytes.length, kind: 'gzip', from: 'page.html' }];
      const stamps = findStamps('page.html', page, { stamp, document: false });
      const record = Buffer.from(JSON.stringify({ stamp, stamps, derived }));
      const files = new Map([
        ['page.html', page],
        [file, bytes],
        ['.verstamp/stamp.json', record],
      ]);
      return digestStamped(file, bytes, findStampedFolders(files)).sha256;
    };
    expect(twin(417) === twin(418)).toBe(isSame);
  });

  it.each<[string, string, Omit<StampPosition, 'file'>]>([
    ['a whole file', 'steal();', { offset: 0, length: 8, kind: 'inline' }],
    ['bytes beyond the end', 'steal();', { offset: 0, length: 900, kind: 'inline' }],
    ['code around a stamp', `steal("${formatStamp(stampOf(1))}")`, { offset: 0, length: 70, kind: 'inline' }],
    [
      'a stamp of another name',
      formatStamp(stampOf(1, { name: 'evil' })),
      { offset: 0, length: 60, kind: 'inline' },
    ],
    [
      'another version',
      formatStamp(stampOf(1, { version: '9.9.9.1' })),
      { offset: 0, length: 60, kind: 'inline' },
    ],
    [
      'a stamp with a field that a program may read',
      `${formatStamp(stampOf(417))};u=evil`,
      { offset: 0, length: 64, kind: 'inline' },
    ],
    [
      'a version document whose commit is a text',
      '{"name":"shop","version":"1.4.3.1","commit":"evil"}',
      { offset: 0, length: 51, kind: 'document' },
    ],
    [
      'a configuration as a version document',
      '{"name":"shop","version":"1.4.3.1","url":"evil"}',
      { offset: 0, length: 48, kind: 'document' },
    ],
  ])('is not blinded by a record that claims %s', (_, text, position) => {
    const stamp = stampOf(417);
    const fits = {
      ...position,
      length: Math.min(position.length, position.length > 800 ? 900 : text.length),
    };
    const forged = (content: string) => withRecord({ 'a.js': content }, stamp, [{ file: 'a.js', ...fits }]);
    const honest = text.replace('steal', 'greet').replace('evil', 'good').replace('9.9.9', '9.9.8');
    expect(differing(forged(honest), forged(text))).toEqual(['a.js']);
  });
});
