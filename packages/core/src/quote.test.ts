import { expect, it } from 'vitest';
import { quote, quoteSentence } from './quote.ts';

it.each([
  ['x'.repeat(60), `"${'x'.repeat(60)}"`],
  ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
  ['a "b"\n\u009B\u202E é', String.raw`"a \"b\"\n\u009b\u202e \u00e9"`],
  [undefined, 'undefined'],
  [null, 'null'],
  [false, 'false'],
  [7, 'the number 7'],
  [[], 'an array'],
  [{}, 'an object'],
  [Symbol('s'), 'a symbol'],
])('quotes %j as %s', (value, quoted) => {
  expect(quote(value)).toBe(quoted);
});

it.each([
  ['in any language', 'Версия устарела, bitte „neu“ laden', '"Версия устарела, bitte „neu“ laden"'],
  ['with its quotes escaped', 'no "1.4.3" here', String.raw`"no \"1.4.3\" here"`],
  ['in one line', 'a\r\nb\u2028c\td', '"a b c d"'],
  ['without what turns its direction', 'a\u202Eb\u200Fc\uFEFFd', '"a b c d"'],
  ['without what moves a terminal', 'a\u001B[2Jb\u009Bc', '"a [2Jb c"'],
])('quotes a sentence %s', (_, sentence, quoted) => {
  expect(quoteSentence(sentence)).toBe(quoted);
});
