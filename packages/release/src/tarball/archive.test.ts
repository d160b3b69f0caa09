import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packArchive, type ArchiveEntry } from '@verstamp/testing/archive';
import { parseArchive, readArchive, readPlainArchive, TooManyEntries } from './archive.ts';

const pack = (entries: readonly ArchiveEntry[]): Buffer => gunzipSync(packArchive(entries));
const FILES: readonly ArchiveEntry[] = [
  { path: 'package.json', text: '{}' },
  { path: `${'deep/'.repeat(30)}ä.js`, text: 'x'.repeat(600), mode: 0o755 },
  { path: 'empty' },
];

const entry: fc.Arbitrary<ArchiveEntry> = fc.record({
  path: fc.stringMatching(/^([a-zä .-]{1,9}\/){0,12}[a-zä]{1,9}$/),
  text: fc.string({ maxLength: 1500 }),
  mode: fc.nat(0o777),
  mtime: fc.nat(1e12),
});

describe('readPlainArchive', () => {
  it('reads plain files as the parser does', async () => {
    expect(readPlainArchive(pack(FILES), 10)).toEqual(await parseArchive(pack(FILES), 10));
    expect(readPlainArchive(pack(FILES), 10)).toHaveLength(FILES.length);
  });

  it('reads whatever plain files there are as the parser does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 5 }), async (entries) => {
        const archive = pack(entries);
        expect(readPlainArchive(archive, 10)).toEqual(await parseArchive(archive, 10));
      }),
    );
  });

  it.each<[string, Buffer]>([
    ['a link', pack([...FILES, { path: 'l', link: 'a' }])],
    ['an archive cut in a file', pack(FILES).subarray(0, 1000)],
    ['an archive without its end', pack(FILES).subarray(0, -1024)],
    ['half of its end', pack(FILES).subarray(0, -512)],
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.alloc(2048, 'x')],
  ])('leaves %s to the parser', (_, archive) => {
    expect(readPlainArchive(archive, 10)).toBeUndefined();
  });

  it('agrees with the parser, or says nothing, whatever byte of a header is another', async () => {
    const archive = pack(FILES);
    const settled = await parseArchive(archive, 10);
    const at = fc.nat(511).map((index) => 1024 + index);
    let agreed = 0;
    await fc.assert(
      fc.asyncProperty(at, fc.nat(255), fc.boolean(), async (index, byte, isSummed) => {
        const other = Buffer.from(archive);
        other[index] = byte;
        if (isSummed) writeSum(other, 1024);
        const plain = readPlainArchive(other, 10);
        if (plain) expect(plain).toEqual(await parseArchive(other, 10));
        if (plain?.length === settled.length) agreed += 1;
      }),
      { numRuns: 2000 },
    );
    expect(agreed).toBeGreaterThan(100);
  });
});

describe.each([
  ['plain files', FILES],
  ['links', [...FILES, { path: 'l', link: 'a' }]],
])('an archive of %s', (_, entries) => {
  it('is read to its bound and no further', async () => {
    expect(await readArchive(pack(entries), entries.length)).toHaveLength(entries.length);
    await expect(readArchive(pack(entries), entries.length - 1)).rejects.toBeInstanceOf(TooManyEntries);
  });
});

/** Makes the header at an offset sound again. */
function writeSum(archive: Buffer, offset: number): void {
  archive.fill(0x20, offset + 148, offset + 156);
  const total = archive.subarray(offset, offset + 512).reduce((sum, byte) => sum + byte, 0);
  archive.write(`${total.toString(8).padStart(6, '0')}\0 `, offset + 148, 'latin1');
}
