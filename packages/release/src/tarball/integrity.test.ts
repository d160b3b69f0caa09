import { expect, it } from 'vitest';
import { formatIntegrity, isPromised, listStrong } from './integrity.ts';

const bytes = Buffer.from('abc');
const SHA512 =
  'sha512-3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==';
const SHA1 = 'sha1-qZk+NkcGgWq6PiVxeFDCbJzQ2J0=';

it('writes the integrity that npm writes', () => {
  expect(formatIntegrity(bytes)).toBe(SHA512);
});

it.each([
  [SHA512, true],
  [`${SHA1} ${SHA512}`, true],
  [SHA1, false],
  ['', false],
  [SHA512.replace('3a81', '3a82'), false],
  [`${SHA512} ${SHA512.replace('3a81', '3a82')}`, false],
  [`${SHA512} ${SHA512.replace('3a81', '3a82')}?x`, false],
])('says whether %s promises the bytes', (integrity, promised) => {
  expect(isPromised(formatIntegrity(bytes), integrity)).toBe(promised);
});

it.each([
  [SHA512, [SHA512]],
  [`${SHA1} ${SHA512}\n${SHA512}`, [SHA512, SHA512]],
  [SHA1, []],
  [SHA512.slice(0, -1), []],
  [`${SHA512}?option`, []],
])('lists what nobody can forge of %j', (integrity, strong) => {
  expect(listStrong(integrity)).toEqual(strong);
});
