import { afterEach, expect, it, vi } from 'vitest';
import { createPaint } from './colours.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

it.each([
  ['a terminal', true, undefined, '\u001B[31mno\u001B[39m'],
  ['a terminal whose user wants none', true, '1', 'no'],
  ['a file', false, undefined, 'no'],
])('colours text for %s', (_, isTTY, noColor, expected) => {
  // Standard output is no terminal here.
  vi.stubEnv('FORCE_COLOR', noColor === undefined ? '1' : undefined);
  vi.stubEnv('NO_COLOR', noColor);
  expect(createPaint({ isTTY })('bad', 'no')).toBe(expected);
});
