import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffLines, formatChange } from './diff.ts';

const texts = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
  .map((lines) => lines.map((line) => `${line}\n`).join(''));

it('says of each line whether it stayed, went or came', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = diffLines(before, after);
      const join = (left: string) =>
        lines
          .filter(({ kind }) => kind !== left)
          .map(({ text }) => `${text}\n`)
          .join('');
      expect([join('added'), join('removed')]).toEqual([before, after]);
      if (before === after) expect(lines.every(({ kind }) => kind === 'equal')).toBe(true);
    }),
  );
});

it('shows what changed with a line around, and leaves out the rest', () => {
  const change = { file: 'a.json', before: '1\n2\n3\n4\n5\n', after: '1\n2\n3\n4\n6\n' };
  expect(formatChange(change).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'equal a.json',
    'equal 4',
    'removed 5',
    'added 6',
  ]);
  expect(formatChange({ file: 'b', before: undefined, after: 'x\n' }).map(({ text }) => text)).toEqual([
    'b (new)',
    'x',
  ]);
});
