import { expect, it } from 'vitest';
import { readDoc } from './doc.ts';

it('takes a docstring apart', () => {
  const comment = [
    '',
    ' * Reads a version. See {@link readVersion}',
    ' * for more.',
    ' *',
    ' * Second paragraph.',
    ' *',
    ' * @param text - What came,',
    ' * unchecked.',
    ' * @returns The version.',
    ' * @throws VerstampError `VERSION_SYNTAX` where it is none.',
    " * @example readVersion('1.4.3') // 1",
    ' ',
  ].join('\n');
  expect(readDoc(comment)).toEqual({
    text: 'Reads a version. See `readVersion` for more.\n\nSecond paragraph.',
    params: [{ name: 'text', text: 'What came, unchecked.' }],
    returns: 'The version.',
    throws: ['VerstampError `VERSION_SYNTAX` where it is none.'],
    examples: ["readVersion('1.4.3') // 1"],
  });
});

it('reads a line with a tag behind its sentence', () => {
  expect(readDoc(' How many. @default 100 ').text).toBe('How many.');
});

it('says nothing where nothing is said', () => {
  expect(readDoc('')).toEqual({ text: '', params: [], returns: undefined, throws: [], examples: [] });
});
