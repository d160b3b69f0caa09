import { homedir } from 'node:os';
import { expect, it } from 'vitest';
import { findCacheFolder } from './cache-folder.ts';

it.each<[NodeJS.Platform, Readonly<Record<string, string>>, string | undefined]>([
  ['linux', {}, '/home/ada/.cache/verstamp'],
  ['freebsd', {}, '/home/ada/.cache/verstamp'],
  ['linux', { XDG_CACHE_HOME: '/var/caches' }, '/var/caches/verstamp'],
  ['linux', { XDG_CACHE_HOME: 'caches' }, '/home/ada/.cache/verstamp'],
  ['darwin', { XDG_CACHE_HOME: '/var/caches' }, '/home/ada/Library/Caches/verstamp'],
  ['win32', {}, '/home/ada/AppData/Local/verstamp/Cache'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/verstamp/Cache'],
  ['linux', { VERSTAMP_CACHE: '/kept' }, '/kept'],
  ['linux', { VERSTAMP_CACHE: '' }, '/home/ada/.cache/verstamp'],
  ['linux', { VERSTAMP_CACHE: 'off' }, undefined],
])('finds the folder of %s with %j at %s', (platform, env, folder) => {
  expect(findCacheFolder(env, { platform, home: '/home/ada' })).toBe(folder);
});

it('finds none where the user has no folder', () => {
  expect(findCacheFolder({}, { platform: 'linux', home: undefined })).toBeUndefined();
});

it("finds this machine's own", () => {
  expect(findCacheFolder({})).toContain(homedir());
});
