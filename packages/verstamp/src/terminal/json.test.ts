import { expect, it } from 'vitest';
import { formatJson } from './json.ts';

it('is what JSON.stringify writes where nothing in it is obeyed', () => {
  const value = { name: 'shöp漢\u{1F600}', list: [1, 'two\nlines'] };
  expect(formatJson(value)).toBe(JSON.stringify(value, undefined, 2));
});

it('escapes what a terminal obeys, in keys and values, and keeps the value', () => {
  const value = { 'a\u202e': 'b\u009b2K\u007f\u2028\u{E0001}\ufeff\u001b[2K' };
  const text = formatJson(value);
  expect(text).toBe('{\n  "a\\u202e": "b\\u009b2K\\u007f\\u2028\\udb40\\udc01\\ufeff\\u001b[2K"\n}');
  expect(JSON.parse(text)).toEqual(value);
});
