import { expect, it } from 'vitest';
import { findFault, readCommands, readSteps, splitRest, withoutLauncher } from './commands.ts';

it('reads lines without their comments, and each part of a line', () => {
  expect(
    readCommands({ text: 'npm start   # the demo\n# only a comment\na && b --x "two words"\n' }),
  ).toEqual([
    { words: ['npm', 'start'], shown: [] },
    { words: ['a'], shown: [] },
    { words: ['b', '--x', 'two words'], shown: [] },
  ]);
});

it('reads a session with its output', () => {
  expect(readCommands({ text: '$ verstamp read dist\ndist: shop\n  time # 1\n$ b\n' })).toEqual([
    { words: ['verstamp', 'read', 'dist'], shown: ['dist: shop', '  time # 1'] },
    { words: ['b'], shown: [] },
  ]);
});

it('reads the commands of the jobs of a CI', () => {
  const github =
    '  steps:\n    - uses: a/b@v5\n      with:\n        depth: 0\n    - run: npm ci\n    - run: npx c "$D"\n';
  const gitlab = 'e:\n  rules:\n    - if: $F == "g"\n  script:\n    - npm ci\n    - npx c "$D"\n';
  for (const text of [github, gitlab]) {
    expect(readSteps({ text }).map(({ words }) => words)).toEqual([
      ['npm', 'ci'],
      ['npx', 'c', '$D'],
    ]);
  }
});

it('leaves out what only starts a command', () => {
  expect(withoutLauncher(['A=1', 'npx', 'verstamp', 'read'])).toEqual(['verstamp', 'read']);
  expect(withoutLauncher(['pnpm', 'exec', 'tsc'])).toEqual(['tsc']);
  expect(splitRest(['next', '--', 'npm', 'run', 'build'])).toEqual([['next'], ['npm', 'run', 'build']]);
});

it.each([
  [['npm', 'run', 'nothing'], 'there is no script nothing'],
  [['npm', 'install', '@verstamp/nothing'], 'there is no package @verstamp/nothing'],
  [['nothing'], 'nothing is no program that is known here'],
  [['vitest', 'run', 'packages/nothing'], 'packages/nothing is not there'],
  [['npm', 'frobnicate'], 'frobnicate is no verb that is known here'],
])('finds what is wrong with %j', (words, fault) => {
  expect(findFault(words)).toBe(fault);
});

it.each([
  [['npm', 'test']],
  [['pnpm', 'run', 'lint']],
  [['npm', 'install', '@verstamp/client']],
  [['tsc', '--noEmit']],
])('finds nothing wrong with %j', (words) => {
  expect(findFault(words)).toBeUndefined();
});
