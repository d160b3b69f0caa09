import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VerstampError } from '@verstamp/core';
import { EXIT, exitOfError, worstOf } from './exit.ts';

const pages = new URL('../../../docs/errors/', import.meta.url);

const stated = readdirSync(pages).flatMap((file) => {
  const text = readFileSync(new URL(file, pages), 'utf8').replaceAll(/\s+/g, ' ');
  const exit = /\bexit code is (\d)|\bexits (?:with )?(\d)/.exec(text);
  return exit ? [[file.replace('.md', ''), Number(exit[1] ?? exit[2])] as const] : [];
});

it.each(stated)('ends a command that throws %s as its page says', (code, exit) => {
  expect(exitOfError(new VerstampError(code, '', {}))).toBe(exit);
});

it('finds the pages that name an exit code', () => {
  expect(stated.length).toBeGreaterThan(8);
});

it('could not find out what a fault of our own means', () => {
  expect(exitOfError(new TypeError('x'))).toBe(3);
});

it.each([
  [[], EXIT.holds],
  [[EXIT.holds, EXIT.holds], EXIT.holds],
  [[EXIT.holds, EXIT.misuse], EXIT.misuse],
  [[EXIT.unknown, EXIT.misuse], EXIT.unknown],
  [[EXIT.unknown, EXIT.refused, EXIT.misuse], EXIT.refused],
])('ends a command whose answers are %j with %i', (exits, exit) => {
  expect(worstOf(exits)).toBe(exit);
});
