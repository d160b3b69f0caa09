import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { assert, property, uint8Array } from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { formatIntegrity } from '../../tarball/integrity.ts';
import { createTarballCache } from './cache.ts';

const BYTES = Buffer.from('what was published');
const OTHER = Buffer.from('what somebody planted');
const INTEGRITY = formatIntegrity(BYTES);
const SHA1 = `sha1-${createHash('sha1').update(BYTES).digest('base64')}`;

let folder: string;
const place = (): string => join(folder, 'tarballs-1');
const pathOf = (bytes: Buffer): string =>
  join(place(), `${createHash('sha512').update(bytes).digest('hex')}.tgz`);

beforeEach(() => {
  folder = makeFolder();
});

describe('createTarballCache', () => {
  it('finds what was kept, in another process too', () => {
    createTarballCache(folder).keep(BYTES);
    expect(createTarballCache(folder).find(INTEGRITY)).toEqual(BYTES);
    expect(createTarballCache(folder).find(`${SHA1} ${INTEGRITY}`)).toEqual(BYTES);
  });

  it('finds nothing that was not kept, and makes no folder by looking', () => {
    expect(createTarballCache(folder).find(INTEGRITY)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
  });

  const choice = `${INTEGRITY} ${formatIntegrity(Buffer.from('other'))}`;
  it.each([
    '',
    SHA1,
    'sha512-',
    'sha512-../../x',
    INTEGRITY.replace('sha512', 'sha384'),
    `${INTEGRITY}?x`,
    choice,
  ])('finds nothing under %j, which promises too little', (integrity) => {
    const cache = createTarballCache(folder);
    cache.keep(BYTES);
    expect(cache.find(integrity)).toBeUndefined();
  });

  it('lets nobody else read what is kept', () => {
    createTarballCache(folder).keep(BYTES);
    expect([place(), pathOf(BYTES)].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
  });
});

/** What may lie where a tarball is looked for. */
const PLANTED: readonly (readonly [string, (path: string) => void])[] = [
  ['other bytes', (path) => writeFileSync(path, OTHER)],
  ['nothing', (path) => writeFileSync(path, '')],
  ['cut bytes', (path) => truncateSync(path, BYTES.length - 1)],
  ['more bytes', (path) => writeFileSync(path, '!', { flag: 'a' })],
  ['more than any tarball holds', (path) => truncateSync(path, 2 ** 28 + 1)],
  ['a link to other bytes', (path) => symlinkSync(import.meta.filename, replace(path))],
  ['a link to nowhere', (path) => symlinkSync(join(folder, 'nowhere'), replace(path))],
  ['a pipe that nobody writes to', (path) => void execFileSync('sh', ['-c', 'mkfifo "$0"', replace(path)])],
  ['a folder', (path) => mkdirSync(replace(path))],
];

function replace(path: string): string {
  rmSync(path);
  return path;
}

describe.each(PLANTED)("a cache with %s in a tarball's place", (_, plant) => {
  it('has nothing there, and goes on', () => {
    const cache = createTarballCache(folder);
    cache.keep(BYTES);
    plant(pathOf(BYTES));
    expect(cache.find(INTEGRITY)).toBeUndefined();
    expect(() => cache.keep(BYTES)).not.toThrow();
    expect([undefined, BYTES]).toContainEqual(cache.find(INTEGRITY));
  });
});

it('gives the promised bytes or none, whatever lies there', () => {
  const cache = createTarballCache(folder);
  cache.keep(BYTES);
  assert(
    property(uint8Array(), uint8Array(), (kept, planted) => {
      const bytes = Buffer.from(kept);
      cache.keep(bytes);
      writeFileSync(pathOf(bytes), planted);
      const found = cache.find(formatIntegrity(bytes));
      expect(found?.equals(bytes) ?? !bytes.equals(planted)).toBe(true);
    }),
  );
});

describe('a folder that cannot be used', () => {
  it.each([
    ['lies below a file', 'file/below'],
    ['is a file', 'file'],
    ['bears a name that no system takes', 'a'.repeat(300)],
  ])('is none when it %s', (_, path) => {
    writeFileSync(join(folder, 'file'), 'not ours');
    const cache = createTarballCache(join(folder, path));
    cache.keep(BYTES);
    expect(cache.find(INTEGRITY)).toBeUndefined();
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('not ours');
  });

  it('is left alone as far as it is of another format', () => {
    mkdirSync(join(folder, 'tarballs-2'));
    writeFileSync(join(folder, 'tarballs-2', 'index'), 'newer');
    const cache = createTarballCache(folder, 1);
    cache.keep(BYTES);
    expect(readFileSync(join(folder, 'tarballs-2', 'index'), 'utf8')).toBe('newer');
  });
});

/** Makes as if it were that long since a tarball was used. */
function age(bytes: Buffer, seconds: number): void {
  utimesSync(pathOf(bytes), new Date(), new Date(Date.now() - seconds * 1000));
}

describe('a cache that is full', () => {
  const tarballs = [1, 2, 3].map((size) => Buffer.alloc(100, size));
  const isKept = (): readonly boolean[] => tarballs.map((bytes) => existsSync(pathOf(bytes)));

  it.each([
    ['kept', undefined, [false, true, true]],
    ['used', 0, [true, false, true]],
  ] as const)('drops what was not %s for longest', (_, used, kept) => {
    const cache = createTarballCache(folder, 250);
    for (const [index, bytes] of tarballs.slice(0, 2).entries()) {
      cache.keep(bytes);
      age(bytes, 100 - index);
    }
    if (used !== undefined) cache.find(formatIntegrity(tarballs[used] ?? BYTES));
    cache.keep(tarballs[2] ?? BYTES);
    expect(isKept()).toEqual(kept);
  });

  it('counts what other processes kept, and what they left half written', () => {
    createTarballCache(folder).keep(tarballs[0] ?? BYTES);
    const left = `${pathOf(BYTES)}.0193b3a4-7f2e-7b60-8f1e-2f6d1c3a5b7e`;
    writeFileSync(left, Buffer.alloc(200));
    utimesSync(left, 0, 0);
    createTarballCache(folder, 250).keep(tarballs[1] ?? BYTES);
    expect([...isKept(), existsSync(left)]).toEqual([true, true, false, false]);
  });

  it('keeps nothing that has no room at all, and drops nothing for it', () => {
    const cache = createTarballCache(folder, 150);
    cache.keep(tarballs[0] ?? BYTES);
    cache.keep(Buffer.alloc(1000));
    expect(isKept()).toEqual([true, false, false]);
    expect(readdirSync(place())).toHaveLength(1);
  });
});
