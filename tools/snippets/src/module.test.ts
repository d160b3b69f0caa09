import { expect, it } from 'vitest';
import { completeModule } from './module.ts';

it.each([
  [
    "verdict('1.4.3', '1.5.6', sameMajor); // 'allow'",
    "promise(verdict('1.4.3', '1.5.6', sameMajor), 'allow');",
  ],
  ['check().message;\n// "Client 1"', 'promise(check().message, "Client 1");'],
  ["import { a, b } from 'x'; // '1', 2", "import { a, b } from 'x'; // '1', 2\npromise([a, b], ['1', 2]);"],
  ['gate.census(); // { since, total }', 'gate.census(); // { since, total }'],
  [
    'await verifier.check(); // the version document, once',
    'await verifier.check(); // the version document, once',
  ],
])('holds %j to what its comment says', (text, expected) => {
  expect(completeModule({ text }, './given').split('\n').slice(-expected.split('\n').length)).toEqual(
    expected.split('\n'),
  );
});

it('gives what is taken for granted, and nothing else', () => {
  const text =
    "import { createGate } from '@verstamp/server';\nconst gate = 1;\nlistener({ header: gate });\n";
  expect(completeModule({ text }, './given')).toMatch(
    /^import \{ listener \} from '\.\/given\/server\.ts';\nimport \{ promise \}/,
  );
});
