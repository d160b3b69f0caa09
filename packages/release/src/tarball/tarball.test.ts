import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VerstampError } from '@verstamp/core';
import { packArchive } from '@verstamp/testing/archive';
import { TARBALL_BOUNDS } from './bounds.ts';
import { readTarball } from './tarball.ts';

const manifest = { path: 'package.json', text: '{"name":"a","version":"1.0.0"}' };
const sound = packArchive([manifest, { path: 'dist/a.js', text: 'export {};\n'.repeat(100), mode: 0o755 }]);

describe('readTarball', () => {
  it('reads files, executable bits and links below the first folder', async () => {
    const files = await readTarball(
      packArchive([manifest, { path: 'l', link: '../../etc/passwd' }]),
      'a.tgz',
    );
    expect([...files.keys()]).toEqual(['package.json', 'l']);
    expect(files.get('l')).toMatchObject({ kind: 'link', bytes: Buffer.from('../../etc/passwd') });
    expect((await readTarball(sound, 'a.tgz')).get('dist/a.js')?.executable).toBe(true);
  });

  it.each([
    ['a/b.js', 'a/b.js'],
    ['./a/b.js', 'a/b.js'],
    ['a//b.js', 'a/b.js'],
    ['a/./b.js', 'a/b.js'],
    ['.a/.b', '.a/.b'],
    ['a/..b', 'a/..b'],
    // Another file than a/b.js, but on Windows.
    ['a\\b.js', 'a\\b.js'],
  ])('finds %s at %s', async (path, expected) => {
    const files = await readTarball(packArchive([manifest, { path }]), 'a.tgz');
    expect([...files.keys()]).toEqual(['package.json', expected]);
  });

  it('keeps the last of two entries with one path, as an extraction does', async () => {
    const twice = packArchive([manifest, { path: 'a', text: 'first' }, { path: './a', text: 'last' }]);
    expect((await readTarball(twice, 'a.tgz')).get('a')?.bytes.toString()).toBe('last');
  });

  it.each([
    ['an empty file', Buffer.alloc(0), {}],
    ['a web page', Buffer.from('<html>'), {}],
    ['gzip that is no archive', gzipSync(Buffer.alloc(2048, 'x')), {}],
    ['an archive without package.json', packArchive([{ path: 'a' }]), {}],
    ['an archive cut short', sound.subarray(0, sound.length - 20), {}],
    ['more packed bytes than allowed', sound, { packedBytes: 10 }],
    ['a gzip bomb', gzipSync(Buffer.alloc(2 ** 20)), { unpackedBytes: 2 ** 16 }],
    ['an archive packed twice', gzipSync(sound), {}],
    ['an archive packed in two ways', gzipSync(zstdCompressSync(gunzipSync(sound))), {}],
    ['more files than allowed', sound, { files: 1 }],
  ])('refuses %s', async (_, bytes, bounds) => {
    await expect(readTarball(bytes, 'a.tgz', { ...TARBALL_BOUNDS, ...bounds })).rejects.toMatchObject({
      code: 'TARBALL_INVALID',
    });
  });

  it('never fails otherwise, whatever the bytes are', async () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.uint8Array({ maxLength: 2048 }).map((raw) => gzipSync(raw)),
      fc.nat(sound.length).map((end) => sound.subarray(0, end)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (raw) => {
        try {
          await readTarball(Buffer.from(raw), 'a.tgz');
        } catch (error) {
          expect(error).toBeInstanceOf(VerstampError);
        }
      }),
    );
  });
});
