import { chmodSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeFolder } from '@verstamp/testing/temporary-folder';
import { makeMeetingFolder } from './meeting.ts';

let folder: string;
let own: string;
beforeEach(() => {
  folder = makeFolder();
  own = join(folder, `verstamp-${process.getuid?.() ?? 'user'}`);
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

it('is one for an address, from whichever clone', () => {
  const https = 'https://user:secret@host/shop.git';
  expect(makeMeetingFolder(https, '/a')).toBe(makeMeetingFolder(https, '/b'));
  expect(makeMeetingFolder('git@host:shop.git', '/a')).toBe(makeMeetingFolder('git@host:shop.git', '/b'));
  expect(makeMeetingFolder('../shop.git', '/a/one')).toBe(makeMeetingFolder('/a/shop.git', '/b'));
  expect(makeMeetingFolder('../shop.git', '/a/one')).not.toBe(makeMeetingFolder('../shop.git', '/b/one'));
});

it.skipIf(process.platform === 'win32')('is for this user alone, and does not tell the address', () => {
  const path = makeMeetingFolder('https://user:secret@host/shop.git', '/a');
  expect(path).toMatch(/[\\/]verstamp-\d+[\\/][\da-f]{40}$/);
  expect(statSync(own).mode & 0o777).toBe(0o700);
});

it.skipIf(process.platform === 'win32')('is none where others made it first', () => {
  mkdirSync(join(folder, 'theirs'), { mode: 0o700 });
  symlinkSync(join(folder, 'theirs'), own);
  expect(makeMeetingFolder('https://host/shop.git', '/a')).toBeUndefined();
});

it.skipIf(process.platform === 'win32')('is none where others may write to it', () => {
  mkdirSync(own);
  chmodSync(own, 0o777);
  expect(makeMeetingFolder('https://host/shop.git', '/a')).toBeUndefined();
});

it('is none where there is no temporary folder', () => {
  writeFileSync(join(folder, 'file'), '');
  vi.stubEnv('TMPDIR', join(folder, 'file'));
  expect(makeMeetingFolder('https://host/shop.git', '/a')).toBeUndefined();
});
