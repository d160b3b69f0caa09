import { describe, expect, it } from 'vitest';
import { VerstampError } from '@verstamp/core';
import { chooseQuestion, type GuardQuestion } from './question.ts';

const NOTHING = { receipt: false, adopt: false, new: false, 'no-cache': false } as const;
const TEXTS = { plan: undefined, tag: undefined, since: undefined, reason: undefined } as const;

function choose(typed: string): GuardQuestion {
  const words = typed.split(' ').filter(Boolean);
  const names = words.filter((word) => word.startsWith('--')).map((word) => word.slice(2));
  const given = names.map((name) => [name, name in TEXTS ? 'main' : true] as const);
  return chooseQuestion({
    values: { ...NOTHING, ...TEXTS, ...Object.fromEntries(given) },
    positionals: words.filter((word) => !word.startsWith('--')),
    misuse: (reason) => new VerstampError('CLI_USAGE', reason, {}),
  });
}

describe('what the guard is asked', () => {
  it.each([
    ['', 'workspace'],
    ['--plan --tag --new --no-cache', 'workspace'],
    ['--receipt', 'receipt'],
    ['--adopt --reason --new --no-cache @shop/cart', 'adopt'],
  ])('is with "%s" about the %s', (typed, kind) => {
    expect(choose(typed)).toEqual({ kind });
  });

  it('is about a branch with its name', () => {
    expect(choose('--since --new')).toEqual({ kind: 'since', since: 'main' });
  });

  it.each([
    ['--receipt --since', '--since does not go with --receipt.'],
    ['--receipt --tag', '--tag does not go with --receipt.'],
    ['--receipt --new', '--new does not go with --receipt.'],
    ['--adopt --reason --receipt', '--adopt does not go with --receipt.'],
    ['--receipt extra', 'The guard takes no arguments.'],
    ['--since --plan', '--plan does not go with --since.'],
    ['--since --tag', '--tag does not go with --since.'],
    ['--since --no-cache', '--no-cache does not go with --since.'],
    ['--since --adopt --reason', '--adopt does not go with --since.'],
    ['--since extra', 'The guard takes no arguments.'],
    ['--adopt --reason --tag', '--tag does not go with --adopt.'],
    ['--adopt --reason --plan', '--plan does not go with --adopt.'],
    ['--reason', '--reason does not go with a guard of the workspace.'],
    ['extra', 'The guard takes no arguments.'],
  ])('is nothing with "%s"', (typed, reason) => {
    expect(() => choose(typed)).toThrow(reason);
  });
});
