import { expect, it } from 'vitest';
import { quoteSentence } from './quote.ts';

it.each([
  ['in any language', 'Версия устарела, bitte „neu“ laden', '"Версия устарела, bitte „neu“ laden"'],
  ['with its quotes escaped', 'no "1.4.3" here', String.raw`"no \"1.4.3\" here"`],
  ['in one line', 'a\r\nb\u2028c\td', '"a b c d"'],
  ['without what turns its direction', 'a\u202Eb\u200Fc\uFEFFd', '"a b c d"'],
  ['without what moves a terminal', 'a\u001B[2Jb\u009Bc', '"a [2Jb c"'],
])('quotes a sentence %s', (_, sentence, quoted) => {
  expect(quoteSentence(sentence)).toBe(quoted);
});
