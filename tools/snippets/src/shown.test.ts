import { expect, it } from 'vitest';
import { isShown } from './shown.ts';

it.each([
  ['the same lines', 'a (1)\n\nb\n', 'a (1)\nb\n', true],
  ['a line that is not shown', 'a\nb\nc\n', 'a\nc\n', false],
  ['a line that does not come', 'a\n', 'a\nb\n', false],
  ['another order', 'b\na\n', 'a\nb\n', false],
  ['lines that the page leaves out', 'a\nb\nc\nd\n', 'a\n…\nd\n', true],
  ['nothing where lines are left out', 'a\nd\n', 'a\n…\nd\n', true],
  ['what npm says of a script', '\n> shop@1.0.0 release\n> verstamp release\n\na\n', 'a\n', true],
  ['the end of a line that HTTP ends', 'a\r\nb\r\n', 'a\nb\n', true],
])('compares %s', (_, printed, shown, expected) => {
  expect(isShown(printed, shown)).toBe(expected);
});
